package org.mae4j.ops.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares the iterations with their polynomial of the singular values, in double precision by another library. */
class NewtonSchulzTest {
  private static final Random RANDOM = new Random(1);

  @ParameterizedTest
  @CsvSource({"FLOAT, 24, 24, 2e-4", "FLOAT, 12, 40, 2e-4", "FLOAT, 40, 12, 2e-4", "DOUBLE, 12, 40, 1e-12",
      "DOUBLE, 40, 12, 1e-12"})
  void appliesPolynomialToSingularValues(DataType type, int rows, int columns, double tolerance) {
    RealMatrix matrix = random(rows, columns);
    SingularValueDecomposition decomposed = new SingularValueDecomposition(matrix);
    double[] values = Arrays.stream(decomposed.getSingularValues())
        .map(value -> polynomial(value / matrix.getFrobeniusNorm())).toArray();
    RealMatrix expected =
        decomposed.getU().multiply(MatrixUtils.createRealDiagonalMatrix(values)).multiply(decomposed.getVT());
    try (NewtonSchulz iterations = NewtonSchulz.of(type, rows, columns)) {
      RealMatrix found = orthogonalized(iterations, matrix);
      assertEquals(0, found.subtract(expected).getFrobeniusNorm() / expected.getFrobeniusNorm(), tolerance);
      assertEquals(0, orthogonalized(iterations, matrix).subtract(found).getFrobeniusNorm(), "memory is used again");
    }
  }

  /** The band of singular values that the polynomial is made for; the smallest here is 0.5 % of the norm. */
  @ParameterizedTest
  @CsvSource({"32, 32", "16, 64", "64, 16"})
  void singularValuesComeNearOne(int rows, int columns) {
    int side = Math.min(rows, columns);
    SingularValueDecomposition decomposed = new SingularValueDecomposition(random(rows, columns));
    double[] spread = LongStream.range(0, side).mapToDouble(i -> Math.pow(0.01, (double) i / (side - 1))).toArray();
    RealMatrix matrix =
        decomposed.getU().multiply(MatrixUtils.createRealDiagonalMatrix(spread)).multiply(decomposed.getVT());
    try (NewtonSchulz iterations = NewtonSchulz.of(DataType.FLOAT, rows, columns)) {
      double[] found = new SingularValueDecomposition(orthogonalized(iterations, matrix)).getSingularValues();
      assertTrue(Arrays.stream(found).allMatch(value -> value > 0.65 && value < 1.2), Arrays.toString(found));
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 0", "FLOAT, 1e-30", "DOUBLE, 0"})
  void gradientWithoutDirectionGivesNoStep(DataType type, double value) {
    try (NewtonSchulz iterations = NewtonSchulz.of(type, 4, 6)) {
      iterations.input().assign(value);
      assertEquals(0, iterations.orthogonalize().norm1Number().doubleValue());
    }
  }

  @Test
  void memoryIsForeseen() {
    OpenBlasNewtonSchulz memory = (OpenBlasNewtonSchulz) NewtonSchulz.of(DataType.FLOAT, 5, 3);
    try (memory) {
      long values = memory.input().length() + memory.other().length() + memory.gram().length()
          + memory.polynomial().length();
      assertEquals(Float.BYTES * values, NewtonSchulz.bytes(5, 3));
    }
  }

  private static double polynomial(double value) {
    double x = value;
    for (int i = 0; i < 5; i++) {
      x = 3.4445 * x - 4.7750 * Math.pow(x, 3) + 2.0315 * Math.pow(x, 5);
    }
    return x;
  }

  private static RealMatrix random(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, i -> RANDOM.nextGaussian());
    }
    return MatrixUtils.createRealMatrix(values);
  }

  private static RealMatrix orthogonalized(NewtonSchulz iterations, RealMatrix matrix) {
    try (INDArray values = Nd4j.createFromArray(matrix.getData())) {
      iterations.input().assign(values);
    }
    return MatrixUtils.createRealMatrix(iterations.orthogonalize().castTo(DataType.DOUBLE).toDoubleMatrix());
  }
}
