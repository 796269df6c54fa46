package org.mae4j.ops.linear;

import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link MatMul}. Inputs: rows {@code [R, in]}, weight {@code [in, out]} and the gradient of the
 * output {@code [R, out]}; outputs: the gradients of rows and weight.
 */
public class MatMulGradient extends FusedOp {
  /** Creates an operation whose inputs SameDiff fills in. */
  public MatMulGradient() {}

  MatMulGradient(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  @Override
  public String opName() {
    return MatMul.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1));
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Matrix rows = Matrix.of(inputs[0]);
    Matrix weight = Matrix.of(inputs[1]);
    Matrix gradient = Matrix.of(inputs[2]);
    Matrix rowGradient = Matrix.of(outputs[0]);
    Matrix weightGradient = Matrix.of(outputs[1]);
    return () -> {
      rowGradient.productTransposed(1, gradient, weight, 0);
      weightGradient.transposedProduct(1, rows, gradient, 0);
    };
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> {
      outputs[0].assign(inputs[2].mmul(inputs[1].transpose()));
      outputs[1].assign(inputs[0].transpose().mmul(inputs[2]));
    };
  }
}
