package org.mae4j.ops.linear;

import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An operation that multiplies rows {@code [R, in]} by a weight {@code [in, out]}, its first two inputs; its output
 * is {@code [R, out]}.
 */
abstract class LinearMap extends FusedOp {
  LinearMap() {}

  LinearMap(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  @Override
  public final int getNumOutputs() {
    return 1;
  }

  @Override
  protected final List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(new long[] {inputs.get(0)[0], inputs.get(1)[1]});
  }

  /**
   * Returns the product, which is added to the output.
   *
   * @param kept factor on the previous value of the output
   */
  static Runnable product(INDArray[] inputs, INDArray[] outputs, float kept) {
    Matrix product = Matrix.of(outputs[0]);
    Matrix rows = Matrix.of(inputs[0]);
    Matrix weight = Matrix.of(inputs[1]);
    return () -> product.product(1, rows, weight, kept);
  }
}
