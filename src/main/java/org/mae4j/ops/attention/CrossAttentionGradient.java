package org.mae4j.ops.attention;

import java.util.Arrays;
import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link CrossAttention}. Inputs: queries {@code [B·Q, D]}, keys and values {@code [B·K, D]}, the weights
 * {@code [B·H, Q, K]}, the gradient of the joined heads {@code [B·Q, D]}, and the joined heads, which only devices need;
 * outputs: the gradients of the queries, the keys and the values, and a working matrix {@code [1, Q, K]}.
 */
public final class CrossAttentionGradient extends FusedOp {
  private static final int PARTS = 3;

  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public CrossAttentionGradient() {}

  CrossAttentionGradient(SameDiff sameDiff, AttentionShape shape, SDVariable... inputs) {
    super(sameDiff, inputs);
    addIArgument(shape.arguments());
  }

  @Override
  public String opName() {
    return CrossAttention.NAME + "_gradient";
  }

  @Override
  public int getNumOutputs() {
    return PARTS + 1;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return List.of(inputs.get(0), inputs.get(1), inputs.get(2), new long[] {1, shape.queries(), shape.keys()});
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return AttentionGradients.of(AttentionShape.of(iArguments), matrices(inputs), inputs[PARTS], inputs[PARTS + 1],
        matrices(outputs), outputs[PARTS]);
  }

  private static Matrix[] matrices(INDArray[] arrays) {
    return Arrays.stream(arrays, 0, PARTS).map(Matrix::of).toArray(Matrix[]::new);
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> {
      INDArray[] gradients =
          AttentionGradients.computeByNd4j(shape, Arrays.copyOf(inputs, PARTS), inputs[PARTS], inputs[PARTS + 1]);
      for (int part = 0; part < PARTS; part++) {
        outputs[part].assign(gradients[part]);
      }
    };
  }
}
