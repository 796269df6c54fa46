package org.mae4j.ops.attention;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.HorizontalConcat;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The three linear layers before attention, side by side: one product with a wide matrix is faster than three with
 * narrow ones. Inputs: rows {@code [R, D]}, then weight {@code [D, D]} and bias {@code [D]} of the queries, the keys
 * and the values; outputs {@code [R, 3D]}, and the three weights side by side {@code [D, 3D]}.
 */
public final class QueryKeyValue extends FusedOp {
  static final String NAME = "mae4j_query_key_value";
  static final int PARTS = 3;

  static {
    register(new QueryKeyValue());
    register(new QueryKeyValueGradient());
  }

  /** Creates an operation whose inputs SameDiff fills in. */
  public QueryKeyValue() {}

  private QueryKeyValue(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  /**
   * Adds the operation.
   *
   * @param layers weight and bias of the queries, the keys and the values, six variables
   * @return {@code [R, 3D]}
   */
  public static SDVariable apply(SDVariable rows, List<SDVariable> layers) {
    List<SDVariable> inputs = new ArrayList<>(layers);
    inputs.add(0, rows);
    return new QueryKeyValue(rows.getSameDiff(), inputs.toArray(SDVariable[]::new)).outputVariables()[0];
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    long width = PARTS * inputs.get(1)[1];
    return List.of(new long[] {inputs.get(0)[0], width}, new long[] {inputs.get(1)[0], width});
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] all =
        new QueryKeyValueGradient(sameDiff, arg(0), outputVariables()[1], gradients.get(0)).outputVariables();
    return List.of(all).subList(0, args().length);
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    HorizontalConcat weights = new HorizontalConcat(rows(inputs, 1), new Rows(outputs[1]));
    HorizontalConcat biases = new HorizontalConcat(rows(inputs, 2), new Rows(outputs[0]));
    Matrix rows = Matrix.of(inputs[0]);
    Matrix joined = Matrix.of(outputs[1]);
    Matrix product = Matrix.of(outputs[0]);
    return () -> {
      weights.join();
      biases.repeat();
      product.product(1, rows, joined, 1);
    };
  }

  /** Returns every second array from {@code first} on: the weights or the biases, or the gradients of either. */
  static Rows[] rows(INDArray[] arrays, int first) {
    Rows[] rows = new Rows[PARTS];
    for (int part = 0; part < PARTS; part++) {
      rows[part] = new Rows(arrays[first + 2 * part]);
    }
    return rows;
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> computeByNd4j(inputs, outputs);
  }

  private static void computeByNd4j(INDArray[] inputs, INDArray[] outputs) {
    outputs[1].assign(Nd4j.concat(1, inputs[1], inputs[3], inputs[5]));
    outputs[0].assign(inputs[0].mmul(outputs[1]).addiRowVector(Nd4j.concat(0, inputs[2], inputs[4], inputs[6])));
  }
}
