package org.mae4j.ops.linear;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.ops.cpu.ColumnSums;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link Linear} without the residual. Inputs: rows {@code [R, in]}, weight {@code [in, out]} and the
 * gradient of the output {@code [R, out]}; outputs: the gradients of rows, weight and bias {@code [out]}.
 */
public final class LinearGradient extends MatMulGradient {
  /** Creates an operation whose inputs SameDiff fills in. */
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
    return super.getNumOutputs() + 1;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    List<long[]> shapes = new ArrayList<>(super.outputShapes(inputs));
    shapes.add(new long[] {inputs.get(1)[1]});
    return shapes;
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Runnable product = super.inHostMemory(inputs, outputs);
    ColumnSums bias = new ColumnSums(new Rows(inputs[2]), new Rows(outputs[2]));
    return () -> {
      product.run();
      bias.run();
    };
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    Runnable product = super.byNd4j(inputs, outputs);
    return () -> {
      product.run();
      outputs[2].assign(inputs[2].sum(0));
    };
  }
}
