package org.mae4j.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The three linear layers before attention, side by side. Inputs: rows {@code [R, D]}, then weight {@code [D, D]} and
 * bias {@code [D]} of the queries, the keys and the values; output {@code [R, 3D]}.
 */
public final class QueryKeyValue extends FusedOp {
  static final String NAME = "mae4j_query_key_value";
  static final int PARTS = 3;

  static {
    register(new QueryKeyValue());
    register(new QueryKeyValueGradient());
  }

  /** For SameDiff, which fills in the inputs of a copy. */
  public QueryKeyValue() {}

  private QueryKeyValue(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  /** @param layers weight and bias of the queries, the keys and the values, six in all */
  public static SDVariable apply(SDVariable rows, List<SDVariable> layers) {
    List<SDVariable> inputs = new ArrayList<>(layers);
    inputs.add(0, rows);
    return new QueryKeyValue(rows.getSameDiff(), inputs.toArray(SDVariable[]::new)).outputVariable();
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[0], PARTS * inputs.get(1)[1]});
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new QueryKeyValueGradient(sameDiff, arg(0), weight(0), weight(1), weight(2), gradients.get(0))
        .outputVariables());
  }

  private SDVariable weight(int part) {
    return arg(1 + 2 * part);
  }

  @Override
  Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Matrix rows = Matrix.of(inputs[0]);
    Matrix joined = Matrix.of(outputs[0]);
    int width = joined.columns() / PARTS;
    Matrix[] weights = new Matrix[PARTS];
    Matrix[] products = new Matrix[PARTS];
    Rows[] biases = new Rows[PARTS];
    for (int part = 0; part < PARTS; part++) {
      weights[part] = Matrix.of(inputs[1 + 2 * part]);
      biases[part] = new Rows(inputs[2 + 2 * part]);
      products[part] = joined.columns(part * width, width);
    }
    Biases start = new Biases(biases, new Rows(outputs[0]));
    return () -> {
      start.run();
      for (int part = 0; part < PARTS; part++) {
        products[part].product(1, rows, weights[part], 1);
      }
    };
  }

  @Override
  Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> computeByNd4j(inputs, outputs[0]);
  }

  private static void computeByNd4j(INDArray[] inputs, INDArray output) {
    INDArray[] parts = new INDArray[PARTS];
    for (int part = 0; part < PARTS; part++) {
      parts[part] = inputs[0].mmul(inputs[1 + 2 * part]).addiRowVector(inputs[2 + 2 * part]);
    }
    output.assign(Nd4j.concat(1, parts));
  }

  /** Every row of the output is the three biases. */
  private record Biases(Rows[] biases, Rows output) implements Runnable {
    @Override
    public void run() {
      int width = output.width() / PARTS;
      float[] row = new float[output.width()];
      float[] bias = new float[width];
      for (int part = 0; part < PARTS; part++) {
        biases[part].read(0, bias);
        System.arraycopy(bias, 0, row, part * width, width);
      }
      for (int i = 0; i < output.count(); i++) {
        output.write(i, row);
      }
    }
  }
}
