package org.mae4j.engine.device;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An operation with the shapes of its arrays.
 *
 * @param shapes of inputs, {@code →}, and outputs, such as {@code 3×4 3×1 → 3×4}; {@code -} for a scalar, and a prefix
 *     {@code iN:} for integers below N, or {@code p:} for positive numbers
 * @param ignored numbers of outputs that are not compared
 */
record OperationCase(DifferentialFunction function, String shapes, Set<Integer> ignored, Set<Integer> delivered) {
  static OperationCase of(DifferentialFunction function, String shapes) {
    return new OperationCase(function, shapes, Set.of(), Set.of());
  }

  OperationCase ignoring(Integer... outputs) {
    return new OperationCase(function, shapes, Set.of(outputs), delivered);
  }

  OperationCase delivering(Integer... outputs) {
    return new OperationCase(function, shapes, ignored, Set.of(outputs));
  }

  INDArray[] inputs(Random random) {
    return arrays(0, random);
  }

  /** Returns new arrays for the outputs, full of NaN or −1. */
  INDArray[] outputs() {
    return arrays(1, null);
  }

  int[] compared() {
    return IntStream.range(0, outputs().length).filter(i -> !ignored.contains(i)).toArray();
  }

  private INDArray[] arrays(int side, Random random) {
    return Arrays.stream(shapes.split("→")[side].trim().split(" ")).map(text -> array(text, random))
        .toArray(INDArray[]::new);
  }

  private static INDArray array(String text, Random random) {
    String[] parts = text.split(":");
    String size = parts[parts.length - 1];
    long[] shape = size.equals("-") ? new long[0]
        : Arrays.stream(size.split("×")).mapToLong(Long::parseLong).toArray();
    boolean integers = parts[0].startsWith("i");
    if (random == null) {
      return Nd4j.valueArrayOf(shape, integers ? -1 : Double.NaN, integers ? DataType.INT32 : DataType.FLOAT);
    }
    if (integers) {
      int bound = Integer.parseInt(parts[0].substring(1));
      return Nd4j.createFromArray(random.ints(Arrays.stream(shape).reduce(1, (a, b) -> a * b), 0, bound).toArray())
          .reshape('c', shape);
    }
    INDArray uniform = Tiny.uniform(random, 1, shape).castTo(DataType.FLOAT);
    return parts[0].equals("p") ? uniform.addi(1.5) : uniform;
  }

  @Override
  public String toString() {
    return function.opName() + " " + shapes;
  }
}
