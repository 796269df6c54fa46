package org.mae4j.ops.attention;

import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of {@link Attention}. Inputs: queries, keys and values {@code [B·T, 3D]}, the weights {@code [B·H, T, T]},
 * the gradient of the joined heads {@code [B·T, D]}, and the joined heads, which only devices need; outputs: the gradient
 * of queries, keys and values {@code [B·T, 3D]}, and a working matrix {@code [1, T, T]}.
 */
public final class AttentionGradient extends FusedOp {
  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public AttentionGradient() {}

  AttentionGradient(SameDiff sameDiff, AttentionShape shape, SDVariable... inputs) {
    super(sameDiff, inputs);
    addIArgument(shape.arguments());
  }

  @Override
  public String opName() {
    return Attention.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return List.of(inputs.get(0), new long[] {1, shape.queries(), shape.keys()});
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return AttentionGradients.of(AttentionShape.of(iArguments), Attention.parts(Matrix.of(inputs[0])), inputs[1],
        inputs[2], Attention.parts(Matrix.of(outputs[0])), outputs[1]);
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> outputs[0].assign(Nd4j.concat(1,
        AttentionGradients.computeByNd4j(shape, Attention.parts(inputs[0]), inputs[1], inputs[2])));
  }
}
