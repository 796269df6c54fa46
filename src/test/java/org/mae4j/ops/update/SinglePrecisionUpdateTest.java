package org.mae4j.ops.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mae4j.ops.cpu.FloatBlock;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares the gradient sum and the optimizer update in single precision with ND4J's operations in double precision.
 */
class SinglePrecisionUpdateTest {
  private static final int LENGTH = 2 * FloatBlock.PIECE + 4;
  private static final int ROWS = 20;

  private final Random random = new Random(1);

  @Test
  void adamWMatchesDoublePrecision() {
    INDArray[] exact = {values(), values(), values().mul(values()), values()};
    exact[2].muli(exact[2]); // a second moment is never negative
    INDArray[] rounded = new INDArray[exact.length];
    for (int i = 0; i < exact.length; i++) {
      rounded[i] = exact[i].castTo(DataType.FLOAT);
    }
    AdamWUpdate update = new AdamWUpdate(0.01, 0.05, 0.9, 0.95, 1e-8, 7);
    update.apply(exact[0], exact[1], exact[2], exact[3], 0.5);
    update.apply(rounded[0], rounded[1], rounded[2], rounded[3], 0.5);
    for (int i = 0; i < exact.length; i++) {
      assertClose(exact[i], rounded[i]);
    }
  }

  /** The arrays are a matrix, its sum of gradients and a gradient. */
  @Test
  void muonMatchesDoublePrecision() {
    INDArray[] exact = {matrix(), matrix(), matrix()};
    INDArray[] rounded = Stream.of(exact).map(array -> array.castTo(DataType.FLOAT)).toArray(INDArray[]::new);
    MuonUpdate update = new MuonUpdate(0.1, 0.05, 0.9);
    try (NewtonSchulz memory = NewtonSchulz.of(DataType.DOUBLE, ROWS, LENGTH / ROWS);
        NewtonSchulz roundedMemory = NewtonSchulz.of(DataType.FLOAT, ROWS, LENGTH / ROWS)) {
      update.apply(exact[0], exact[1], exact[2], 0.5, memory);
      update.apply(rounded[0], rounded[1], rounded[2], 0.5, roundedMemory);
    }
    assertClose(exact[0], rounded[0]);
    assertClose(exact[1], rounded[1]);
  }

  @Test
  void averageMatchesDoublePrecision() {
    INDArray average = values();
    INDArray rounded = average.castTo(DataType.FLOAT);
    INDArray values = values();
    new AverageUpdate(0.7).apply(average, values);
    new AverageUpdate(0.7).apply(rounded, values.castTo(DataType.FLOAT));
    assertClose(average, rounded);
  }

  private INDArray matrix() {
    return values().reshape('c', ROWS, LENGTH / ROWS);
  }

  @Test
  void firstMomentsAreRoundedOnce() {
    INDArray[] arrays = {single(1), single(0), single(0), single(1)};
    new AdamWUpdate(0.01, 0, 0.9, 0.999, 1e-8, 1).apply(arrays[0], arrays[1], arrays[2], arrays[3], 1);
    assertEquals(0.1f, arrays[1].getFloat(0));
    assertEquals(0.001f, arrays[2].getFloat(0));
  }

  private static INDArray single(float value) {
    return Nd4j.createFromArray(value);
  }

  @Test
  void gradientSumMatchesDoublePrecision() {
    List<INDArray> exact = List.of(values(), values(), values());
    List<INDArray> rounded = exact.stream().map(array -> array.castTo(DataType.FLOAT)).toList();
    INDArray target = values();
    INDArray roundedTarget = target.castTo(DataType.FLOAT);
    GradientSum sum = GradientSum.of(target, exact);
    GradientSum roundedSum = GradientSum.of(roundedTarget, rounded);
    assertEquals(sum.add(3, true, 1), roundedSum.add(3, true, 1), 0.01);
    double squares = sum.add(2, false, 0.2);
    assertEquals(squares, roundedSum.add(2, false, 0.2), 1e-6 * squares);
    assertClose(exact.get(0).add(exact.get(1)).muli(2).addi(exact.get(2)).muli(0.2), roundedTarget);
    assertClose(target, roundedTarget);
  }

  private INDArray values() {
    return Tiny.uniform(random, 1, LENGTH);
  }

  private static void assertClose(INDArray exact, INDArray rounded) {
    double norm = exact.norm2Number().doubleValue();
    assertEquals(0, rounded.castTo(DataType.DOUBLE).sub(exact).norm2Number().doubleValue() / norm, 3e-7);
  }
}
