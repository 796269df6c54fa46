package org.mae4j.ops.update;

import java.util.List;
import org.mae4j.backend.Backend;
import org.mae4j.ops.cpu.FloatBlock;
import org.mae4j.ops.cpu.Sums;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds up the gradients of one parameter from several replicas; for one thread at a time. */
public sealed interface GradientSum {
  /**
   * Adds the gradients of the first {@code count} replicas in their order, and multiplies the sum by {@code factor}.
   *
   * @param anew whether the previous sum is dropped
   * @return the squared Euclidean norm of the result
   */
  double add(int count, boolean anew, double factor);

  /**
   * Returns a sum.
   *
   * @param target array of the sum, of the shape and type of each of {@code gradients}
   */
  static GradientSum of(INDArray target, List<INDArray> gradients) {
    return Backend.isDirect(target)
        ? new InHostMemory(new FloatBlock(target), gradients.stream().map(FloatBlock::new).toList())
        : new ByNd4j(target, List.copyOf(gradients));
  }

  /** The sum by plain loops over blocks, in one pass over memory. */
  record InHostMemory(FloatBlock target, List<FloatBlock> gradients) implements GradientSum {
    @Override
    public double add(int count, boolean anew, double factor) {
      float[] sum = FloatBlock.buffer(0);
      float[] gradient = FloatBlock.buffer(1);
      double squares = 0;
      for (int from = 0; from < target.length(); from += FloatBlock.PIECE) {
        (anew ? gradients.get(0) : target).read(from, sum);
        for (int i = anew ? 1 : 0; i < count; i++) {
          gradients.get(i).read(from, gradient);
          Sums.add(sum, gradient);
        }
        scale(sum, (float) factor);
        target.write(from, sum);
        squares += Sums.dot(sum, sum, 0, target.pieceAt(from));
      }
      return squares;
    }

    private static void scale(float[] values, float factor) {
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
    }
  }

  /** The sum by ND4J's operations, for arrays that are not floats in host memory. */
  record ByNd4j(INDArray target, List<INDArray> gradients) implements GradientSum {
    @Override
    public double add(int count, boolean anew, double factor) {
      if (anew) {
        target.assign(gradients.get(0));
      }
      gradients.subList(anew ? 1 : 0, count).forEach(target::addi);
      target.muli(factor);
      double norm = target.norm2Number().doubleValue();
      return norm * norm;
    }
  }
}
