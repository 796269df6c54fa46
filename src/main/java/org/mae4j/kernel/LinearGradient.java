package org.mae4j.kernel;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link Linear}, the residual apart. Inputs: rows {@code [R, in]}, weight {@code [in, out]} and the
 * gradient of the output {@code [R, out]}; outputs: the gradients of rows, weight and bias {@code [out]}.
 */
public final class LinearGradient extends FusedOp {
  /** For SameDiff, which fills in the inputs of a copy. */
  public LinearGradient() {}

  LinearGradient(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  @Override
  public String opName() {
    return Linear.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return 3;
  }

  @Override
  List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), inputs.get(1), new long[] {inputs.get(1)[1]});
  }

  @Override
  public Runnable bind(INDArray[] inputs, INDArray[] outputs) {
    INDArray gradient = inputs[2];
    if (gradient.dataType() != DataType.FLOAT) {
      return () -> {
        outputs[0].assign(gradient.mmul(inputs[1].transpose()));
        outputs[1].assign(inputs[0].transpose().mmul(gradient));
        outputs[2].assign(gradient.sum(0));
      };
    }
    Runnable product = ProductGradient.inSingle(inputs, outputs);
    ColumnSums bias = new ColumnSums(new Rows(gradient), new Rows(outputs[2]));
    return () -> {
      product.run();
      bias.run();
    };
  }
}
