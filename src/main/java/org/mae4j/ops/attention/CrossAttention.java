package org.mae4j.ops.attention;

import java.util.List;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention of several heads from the tokens of one sequence to those of another, as {@link AttentionOutputs} computes
 * it. Inputs: queries {@code [B·Q, D]}, keys {@code [B·K, D]} and values {@code [B·K, D]}, each head {@code d = D/H}
 * columns of them; outputs: the joined heads {@code [B·Q, D]}, and the weights {@code [B·H, Q, K]} that the gradient
 * needs.
 */
public final class CrossAttention extends FusedOp {
  static final String NAME = "mae4j_cross_attention";

  static {
    register(new CrossAttention());
    register(new CrossAttentionGradient());
  }

  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public CrossAttention() {}

  private CrossAttention(SameDiff sameDiff, AttentionShape shape, SDVariable... inputs) {
    super(sameDiff, inputs);
    addIArgument(shape.arguments());
  }

  /**
   * Adds the operation.
   *
   * @param attending number of queries per image, Q
   * @param attended number of keys per image, K
   * @return the joined heads, {@code [B·Q, D]}
   */
  public static SDVariable apply(SDVariable queries, SDVariable keys, SDVariable values, int batch, int attending,
      int attended, int heads) {
    return new CrossAttention(queries.getSameDiff(), new AttentionShape(batch, attending, attended, heads), queries,
        keys, values).outputVariables()[0];
  }

  @Override
  public String opName() {
    return NAME;
  }

  @Override
  public int getNumOutputs() {
    return 2;
  }

  @Override
  protected List<long[]> outputShapes(List<long[]> inputs) {
    return List.of(inputs.get(0), AttentionShape.of(iArguments).weights());
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    SDVariable[] all = new CrossAttentionGradient(sameDiff, AttentionShape.of(iArguments), arg(0), arg(1), arg(2),
        outputVariables()[1], gradients.get(0), outputVariables()[0]).outputVariables();
    return List.of(all).subList(0, args().length);
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    return AttentionOutputs.of(AttentionShape.of(iArguments), Matrix.of(inputs[0]), Matrix.of(inputs[1]),
        Matrix.of(inputs[2]), outputs);
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> AttentionOutputs.computeByNd4j(shape, inputs[0], inputs[1], inputs[2], outputs);
  }
}
