package org.mae4j.checkpoint.onnx;

import java.util.Arrays;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.ReduceOp;

/**
 * An operation of a SameDiff graph, as the graph has it for two different numbers of images. What differs depends on
 * the number of images.
 *
 * @param name of its output in the ONNX graph, if it is not taken
 * @param few in the graph for {@value #FEW} images
 * @param more in the graph for {@value #MORE} images
 */
record GraphOperation(String name, DifferentialFunction few, DifferentialFunction more) {
  static final int FEW = 2;
  static final int MORE = 3;
  /** The size of a dimension that ONNX computes from the others. */
  private static final long REST = -1;

  /** Returns the kind of the operation. */
  String kind() {
    return few.opName();
  }

  /** Returns the integers of the operation. @throws UntranslatableException if they depend on the number of images */
  long[] integers() {
    long[] integers = ((CustomOp) few).iArgs();
    require(Arrays.equals(integers, ((CustomOp) more).iArgs()));
    return integers;
  }

  /** Returns the numbers of the operation. */
  double[] numbers() {
    return ((CustomOp) few).tArgs();
  }

  /** Returns the dimensions over which the operation reduces. */
  long[] dimensions() {
    return ((ReduceOp) few).dimensions().toLongVector();
  }

  boolean keepsDimensions() {
    return ((ReduceOp) few).isKeepDims();
  }

  /**
   * Returns the integers after the first ones as a shape, with {@value #REST} for the dimension that depends on the
   * number of images.
   *
   * @throws UntranslatableException if several dimensions do, or one that is no multiple of the number of images
   */
  long[] shape(int skipped) {
    long[] small = ((CustomOp) few).iArgs();
    long[] large = ((CustomOp) more).iArgs();
    long[] shape = Arrays.copyOfRange(small, skipped, small.length);
    int free = 0;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] != large[i + skipped]) {
        require(++free == 1 && shape[i] * MORE == large[i + skipped] * FEW);
        shape[i] = REST;
      }
    }
    return shape;
  }

  /** @throws UntranslatableException unless {@code translatable} */
  void require(boolean translatable) {
    if (!translatable) {
      throw new UntranslatableException(kind());
    }
  }
}
