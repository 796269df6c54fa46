package org.mae4j.kernel;

import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gradient of {@link QueryKeyValue}. Inputs: rows {@code [R, D]}, the three weights {@code [D, D]} and the gradient
 * of the output {@code [R, 3D]}; outputs: the gradients of the rows, and of weight and bias of the queries, the keys
 * and the values.
 */
public final class QueryKeyValueGradient extends FusedOp {
  private static final int PARTS = QueryKeyValue.PARTS;
  private static final int GRADIENT = 1 + PARTS;

  /** For SameDiff, which fills in the inputs of a copy. */
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
    return 1 + 2 * PARTS;
  }

  @Override
  List<long[]> outputShapes(List<long[]> inputs) {
    long[] weight = inputs.get(1);
    long[] bias = {weight[1]};
    return List.of(inputs.get(0), weight, bias, weight, bias, weight, bias);
  }

  @Override
  Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Matrix rows = Matrix.of(inputs[0]);
    Matrix joined = Matrix.of(inputs[GRADIENT]);
    Matrix rowGradient = Matrix.of(outputs[0]);
    int width = joined.columns() / PARTS;
    Matrix[] weights = new Matrix[PARTS];
    Matrix[] gradients = new Matrix[PARTS];
    Matrix[] weightGradients = new Matrix[PARTS];
    for (int part = 0; part < PARTS; part++) {
      weights[part] = Matrix.of(inputs[1 + part]);
      gradients[part] = joined.columns(part * width, width);
      weightGradients[part] = Matrix.of(outputs[1 + 2 * part]);
    }
    BiasGradients biases = new BiasGradients(new Rows(inputs[GRADIENT]),
        new Rows[] {new Rows(outputs[2]), new Rows(outputs[4]), new Rows(outputs[6])});
    return () -> {
      for (int part = 0; part < PARTS; part++) {
        rowGradient.productTransposed(1, gradients[part], weights[part], part == 0 ? 0 : 1);
        weightGradients[part].transposedProduct(1, rows, gradients[part], 0);
      }
      biases.run();
    };
  }

  @Override
  Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> computeByNd4j(inputs, outputs);
  }

  private static void computeByNd4j(INDArray[] inputs, INDArray[] outputs) {
    long width = inputs[GRADIENT].size(1) / PARTS;
    outputs[0].assign(0);
    for (int part = 0; part < PARTS; part++) {
      INDArray gradient = inputs[GRADIENT].get(NDArrayIndex.all(),
          NDArrayIndex.interval(part * width, (part + 1) * width)).dup('c');
      outputs[0].addi(gradient.mmul(inputs[1 + part].transpose()));
      outputs[1 + 2 * part].assign(inputs[0].transpose().mmul(gradient));
      outputs[2 + 2 * part].assign(gradient.sum(0));
    }
  }

  private record BiasGradients(Rows gradients, Rows[] biases) implements Runnable {
    @Override
    public void run() {
      int width = gradients.width() / PARTS;
      float[] x = new float[gradients.width()];
      float[] sum = new float[gradients.width()];
      for (int row = 0; row < gradients.count(); row++) {
        gradients.read(row, x);
        Sums.add(sum, x);
      }
      for (int part = 0; part < PARTS; part++) {
        biases[part].write(0, Arrays.copyOfRange(sum, part * width, (part + 1) * width));
      }
    }
  }
}
