package org.mae4j.ops;

import java.util.List;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.SoftmaxGradient;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of {@link Attention}. With the weights P of a head and their gradient {@code G = gradient · Vᵀ}, the
 * gradient of the scores is {@code P ∘ (G − rowsum(G ∘ P))}. Inputs: queries, keys and values {@code [B·T, 3D]}, the
 * weights {@code [B·H, T, T]}, and the gradient of the joined heads {@code [B·T, D]}; outputs: the gradient of
 * queries, keys and values {@code [B·T, 3D]}, and a working matrix {@code [T, T]}.
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
  List<long[]> outputShapes(List<long[]> inputs) {
    long tokens = AttentionShape.of(iArguments).tokens();
    return List.of(inputs.get(0), new long[] {1, tokens, tokens});
  }

  @Override
  Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    Matrix[][] parts = new Matrix[QueryKeyValue.PARTS][];
    Matrix[][] gradients = new Matrix[QueryKeyValue.PARTS][];
    for (int part = 0; part < parts.length; part++) {
      parts[part] = shape.part(Matrix.of(inputs[0]), part);
      gradients[part] = shape.part(Matrix.of(outputs[0]), part);
    }
    return new HeadGradients(shape.scale(inputs[0].size(1)), parts, shape.squares(Matrix.of(inputs[1])),
        shape.heads(Matrix.of(inputs[2])), gradients, Matrix.of(outputs[1]),
        new SoftmaxGradient(inputs[1], outputs[1]));
  }

  @Override
  Runnable byNd4j(INDArray[] inputs, INDArray[] outputs) {
    AttentionShape shape = AttentionShape.of(iArguments);
    return () -> computeByNd4j(shape, inputs, outputs[0]);
  }

  private static void computeByNd4j(AttentionShape shape, INDArray[] inputs, INDArray output) {
    INDArray[] parts = shape.split(inputs[0]);
    INDArray weights = inputs[1];
    INDArray joined = shape.splitHeads(inputs[2]);
    INDArray gradient = Nd4j.matmul(joined, parts[2], false, true, false);
    INDArray along = gradient.mul(weights).sum(true, 2);
    INDArray scores = weights.mul(gradient.sub(along)).muli(shape.scale(inputs[0].size(1)));
    INDArray queries = Nd4j.matmul(scores, parts[1]);
    INDArray keys = Nd4j.matmul(scores, parts[0], true, false, false);
    INDArray values = Nd4j.matmul(weights, joined, true, false, false);
    output.assign(Nd4j.concat(1, shape.joinHeads(queries), shape.joinHeads(keys), shape.joinHeads(values)));
  }

  /** The computation one head of one sequence at a time, so that its scores stay in the cache. */
  private record HeadGradients(float scale, Matrix[][] parts, Matrix[] weights, Matrix[] joined, Matrix[][] gradients,
      Matrix square, SoftmaxGradient softmax) implements Runnable {
    @Override
    public void run() {
      for (int i = 0; i < weights.length; i++) {
        square.productTransposed(1, joined[i], parts[2][i], 0);
        softmax.apply(i);
        gradients[0][i].product(scale, square, parts[1][i], 0);
        gradients[1][i].transposedProduct(scale, square, parts[0][i], 0);
        gradients[2][i].transposedProduct(1, weights[i], joined[i], 0);
      }
    }
  }
}
