package org.mae4j.ops.update;

import org.mae4j.backend.Backend;
import org.mae4j.ops.cpu.FloatBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of Muon (Jordan et al., 2024) for one matrix, in place: Nesterov momentum, orthogonalized by {@link
 * NewtonSchulz}, with decoupled weight decay. The update is scaled by {@code 0.2·√max(rows, columns)}, so that its root
 * mean square is about that of an update of AdamW, and AdamW's learning rate and weight decay can be used (Liu et al.,
 * arXiv 2502.16982, section 2.2).
 *
 * @param rate learning rate of the matrix
 * @param decay weight decay, multiplied by the rate; 0 for none
 * @param momentum decay of the sum of gradients, in [0, 1)
 */
public record MuonUpdate(double rate, double decay, double momentum) {
  /** The root mean square of an update, before the rate: the factor of the root of the longer side. */
  public static final double ROOT_MEAN_SQUARE = 0.2;

  /**
   * Updates a matrix and its momentum.
   *
   * @param sum of the gradients so far, decayed
   * @param factor on the gradient, for clipping
   * @param memory for matrices of this shape
   */
  public void apply(INDArray matrix, INDArray sum, INDArray gradient, double factor, NewtonSchulz memory) {
    combine(sum, momentum, sum, factor, gradient);
    INDArray direction = direction(sum, gradient, factor, memory);
    combine(matrix, 1 - rate * decay, matrix, -step(matrix.shape()), direction);
  }

  /**
   * Returns the orthogonalized Nesterov momentum, {@code gradient + momentum · sum}, of a sum that has the gradient.
   *
   * @return an array of {@code memory}
   */
  public INDArray direction(INDArray sum, INDArray gradient, double factor, NewtonSchulz memory) {
    combine(memory.input(), momentum, sum, factor, gradient);
    return memory.orthogonalize();
  }

  /**
   * Returns what {@link #apply} added to a matrix.
   *
   * @param matrix values after the update, row-major
   * @param direction result of {@link #direction}, row-major
   * @param shape of the matrix
   * @return a new array with the change of each value
   */
  public float[] change(float[] matrix, float[] direction, long... shape) {
    float step = (float) step(shape);
    float decayed = (float) (rate * decay / (1 - rate * decay));
    float[] change = new float[matrix.length];
    for (int i = 0; i < change.length; i++) {
      float learned = step * direction[i];
      change[i] = -(decayed * (matrix[i] + learned) + learned);
    }
    return change;
  }

  private double step(long... shape) {
    return rate * ROOT_MEAN_SQUARE * Math.sqrt(Math.max(shape[0], shape[1]));
  }

  /** Computes {@code target = a · x + b · y}; the target may be x. */
  private static void combine(INDArray target, double a, INDArray x, double b, INDArray y) {
    if (Backend.isDirect(target)) {
      new FloatBlock(target).combine((float) a, new FloatBlock(x), (float) b, new FloatBlock(y));
    } else {
      target.assign(x.mul(a).addi(y.mul(b)));
    }
  }
}
