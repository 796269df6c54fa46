package org.mae4j.ops.linear;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix product, {@code x·W}. Inputs: rows {@code [R, in]}, weight {@code [in, out]}; output {@code [R, out]}. */
public final class MatMul extends LinearMap {
  static final String NAME = "mae4j_product";

  static {
    register(new MatMul());
    register(new MatMulGradient());
  }

  /** Creates an operation whose inputs SameDiff fills in. */
  public MatMul() {}

  private MatMul(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  public static SDVariable apply(SDVariable rows, SDVariable weight) {
    return new MatMul(rows.getSameDiff(), rows, weight).outputVariable();
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new MatMulGradient(sameDiff, arg(0), arg(1), gradients.get(0)).outputVariables());
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return product(inputs, outputs, 0);
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    return () -> outputs[0].assign(inputs[0].mmul(inputs[1]));
  }
}
