package org.mae4j.ops.attention;

import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.ColumnSums;
import org.mae4j.ops.cpu.HorizontalConcat;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gradient of {@link QueryKeyValue}. Inputs: rows {@code [R, D]}, the three weights side by side {@code [D, 3D]}
 * and the gradient of the output {@code [R, 3D]}; outputs: the gradients of the rows, of weight and bias of the
 * queries, the keys and the values, and of the three weights side by side.
 */
public final class QueryKeyValueGradient extends FusedOp {
  private static final int PARTS = QueryKeyValue.PARTS;
  private static final int JOINED = 1 + 2 * PARTS;

  /** Creates an operation whose inputs SameDiff fills in. */
  public QueryKeyValueGradient() {}

  QueryKeyValueGradient(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  @Override
  public String opName() {
    return QueryKeyValue.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return JOINED + 1;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    long[] joined = inputs.get(1);
    long[] weight = {joined[0], joined[1] / PARTS};
    long[] bias = {joined[1] / PARTS};
    return List.of(inputs.get(0), weight, bias, weight, bias, weight, bias, joined);
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Matrix rows = Matrix.of(inputs[0]);
    Matrix weights = Matrix.of(inputs[1]);
    Matrix gradient = Matrix.of(inputs[2]);
    Matrix rowGradient = Matrix.of(outputs[0]);
    Matrix weightGradients = Matrix.of(outputs[JOINED]);
    HorizontalConcat split = new HorizontalConcat(QueryKeyValue.rows(outputs, 1), new Rows(outputs[JOINED]));
    Rows gradientRows = new Rows(inputs[2]);
    HorizontalConcat biases = new HorizontalConcat(QueryKeyValue.rows(outputs, 2), gradientRows);
    return () -> {
      rowGradient.productTransposed(1, gradient, weights, 0);
      weightGradients.transposedProduct(1, rows, gradient, 0);
      split.split();
      biases.split(0, ColumnSums.of(gradientRows));
    };
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> computeByNd4j(inputs, outputs);
  }

  private static void computeByNd4j(INDArray[] inputs, INDArray[] outputs) {
    INDArray gradient = inputs[2];
    outputs[0].assign(gradient.mmul(inputs[1].transpose()));
    outputs[JOINED].assign(inputs[0].transpose().mmul(gradient));
    INDArray biases = gradient.sum(0);
    long width = gradient.size(1) / PARTS;
    for (int part = 0; part < PARTS; part++) {
      var columns = NDArrayIndex.interval(part * width, (part + 1) * width);
      outputs[1 + 2 * part].assign(outputs[JOINED].get(NDArrayIndex.all(), columns));
      outputs[2 + 2 * part].assign(biases.get(columns));
    }
  }
}
