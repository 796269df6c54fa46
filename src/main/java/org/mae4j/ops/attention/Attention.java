package org.mae4j.ops.attention;

import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.cpu.Matrix;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Attention of several heads within sequences of equal length, as {@link AttentionOutputs} computes it. Input: queries, keys and values side by side {@code [B·T, 3D]}, each head
 * {@code d = D/H} columns of them; outputs: the joined heads {@code [B·T, D]}, and the weights {@code [B·H, T, T]} that
 * the gradient needs.
 */
public final class Attention extends FusedOp {
  static final String NAME = "mae4j_attention";

  static {
    register(new Attention());
    register(new AttentionGradient());
  }

  /** Creates an operation whose inputs and arguments SameDiff fills in. */
  public Attention() {}

  private Attention(SameDiff sameDiff, SDVariable input, AttentionShape shape) {
    super(sameDiff, input);
    addIArgument(shape.arguments());
  }

  /** Adds the operation and returns the joined heads {@code [B·T, D]}. */
  public static SDVariable apply(SDVariable queriesKeysValues, int batch, int tokens, int heads) {
    return new Attention(queriesKeysValues.getSameDiff(), queriesKeysValues,
        new AttentionShape(batch, tokens, tokens, heads))
        .outputVariables()[0];
  }

  /**
   * Returns the weights of the attention that was added to a graph last, {@code [B·H, T, T]}: rows are queries and sum
   * to 1, columns are keys.
   *
   * @throws IllegalArgumentException if the graph has no attention
   */
  public static SDVariable lastWeights(SameDiff sameDiff) {
    return sameDiff.getOps().values().stream().map(SameDiffOp::getOp).filter(Attention.class::isInstance)
        .reduce((first, second) -> second).map(op -> op.outputVariables()[1])
        .orElseThrow(() -> new IllegalArgumentException("the graph has no attention"));
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
    AttentionShape shape = AttentionShape.of(iArguments);
    long[] input = inputs.get(0);
    return List.of(new long[] {input[0], input[1] / QueryKeyValue.PARTS}, shape.weights());
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new AttentionGradient(sameDiff, AttentionShape.of(iArguments), arg(0), outputVariables()[1],
        gradients.get(0), outputVariables()[0]).outputVariables()[0]);
  }

  @Override
  protected Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    Matrix[] parts = parts(Matrix.of(inputs[0]));
    return AttentionOutputs.of(AttentionShape.of(iArguments), parts[0], parts[1], parts[2], outputs);
  }

  /** Returns queries, keys and values, {@code [B·T, D]} each, as parts of {@code [B·T, 3D]}. */
  static Matrix[] parts(Matrix queriesKeysValues) {
    int width = queriesKeysValues.columns() / QueryKeyValue.PARTS;
    return IntStream.range(0, QueryKeyValue.PARTS).mapToObj(part -> queriesKeysValues.columns(part * width, width))
        .toArray(Matrix[]::new);
  }

  @Override
  protected Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> {
      INDArray[] parts = parts(inputs[0]);
      AttentionOutputs.computeByNd4j(shape, parts[0], parts[1], parts[2], outputs);
    };
  }

  static INDArray[] parts(INDArray queriesKeysValues) {
    long width = queriesKeysValues.size(1) / QueryKeyValue.PARTS;
    return IntStream.range(0, QueryKeyValue.PARTS).mapToObj(part -> queriesKeysValues.get(NDArrayIndex.all(),
        NDArrayIndex.interval(part * width, (part + 1) * width))).toArray(INDArray[]::new);
  }
}
