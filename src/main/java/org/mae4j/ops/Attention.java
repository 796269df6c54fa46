package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Softmax;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scaled dot-product attention of several heads within sequences of equal length (Vaswani et al., arXiv 1706.03762,
 * section 3.2): {@code softmax(Q·Kᵀ/√d)·V}. Input: queries, keys and values side by side {@code [B·T, 3D]}, each head
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
    return new Attention(queriesKeysValues.getSameDiff(), queriesKeysValues, new AttentionShape(batch, tokens, heads))
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
  List<long[]> outputShapes(List<long[]> inputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    long[] input = inputs.get(0);
    return List.of(new long[] {input[0], input[1] / QueryKeyValue.PARTS}, shape.weights());
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    return List.of(new AttentionGradient(sameDiff, AttentionShape.of(iArguments), arg(0), outputVariables()[1],
        gradients.get(0)).outputVariables()[0]);
  }

  @Override
  Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    Matrix input = Matrix.of(inputs[0]);
    Matrix weights = Matrix.of(outputs[1]);
    return new HeadOutputs(shape.scale(input.columns()), shape.part(input, 0), shape.part(input, 1),
        shape.part(input, 2), shape.squares(weights), shape.heads(Matrix.of(outputs[0])),
        new Softmax(outputs[1]));
  }

  @Override
  Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> computeByNd4j(shape, inputs[0], outputs);
  }

  private static void computeByNd4j(AttentionShape shape, INDArray input, INDArray[] outputs) {
    INDArray[] parts = shape.split(input);
    INDArray scores = Nd4j.matmul(parts[0], parts[1], false, true, false)
        .muli(shape.scale(input.size(1)));
    outputs[1].assign(Nd4j.nn().softmax(scores, 2));
    outputs[0].assign(shape.joinHeads(Nd4j.matmul(outputs[1], parts[2])));
  }

  /** The computation one head of one sequence at a time, so that its scores stay in the cache. */
  private record HeadOutputs(float scale, Matrix[] queries, Matrix[] keys, Matrix[] values, Matrix[] weights,
      Matrix[] joined, Softmax softmax) implements Runnable {
    @Override
    public void run() {
      for (int i = 0; i < queries.length; i++) {
        weights[i].productTransposed(scale, queries[i], keys[i], 0);
        softmax.apply(i);
        joined[i].product(1, weights[i], values[i], 0);
      }
    }
  }
}
