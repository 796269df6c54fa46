package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mae4j.backend.cuda.GpuArrays.read;
import static org.mae4j.backend.cuda.GpuArrays.write;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.config.ComputeConfig.Precision;

/** Products of matrices through a library that takes what cuBLAS takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CudaProductsTest {
  private Map<String, String> environment;
  @AutoClose
  private Device gpu;

  @BeforeAll
  void open(@TempDir Path temporary) throws Exception {
    environment = StubLibraries.oneGpu(temporary);
    gpu = CudaGpus.open(environment, Precision.FP32);
  }

  @ParameterizedTest
  @CsvSource({"false,false,1", "true,false,1", "false,true,1", "true,true,1", "false,true,3", "true,false,2"})
  void multipliesRowMajorMatrices(boolean transposeA, boolean transposeB, int batch) {
    int rows = 3;
    int columns = 4;
    int inner = 5;
    ProductShape shape = new ProductShape(rows, columns, inner, transposeA, transposeB, 7, 6, 8, 2, 0.5f, batch, 40, 0,
        30);
    float[] a = random(40 * batch);
    float[] b = random(40);
    float[] c = random(30 * batch);
    try (DeviceMemory left = write(gpu, a); DeviceMemory right = write(gpu, b); DeviceMemory result = write(gpu, c)) {
      gpu.multiply(shape, left.address(), right.address(), result.address());
      float[] expected = c.clone();
      for (int i = 0; i < batch * rows * columns; i++) {
        int product = i / (rows * columns);
        int row = i / columns % rows;
        int column = i % columns;
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += a[product * 40 + (transposeA ? k * 7 + row : row * 7 + k)]
              * b[transposeB ? column * 6 + k : k * 6 + column];
        }
        int at = product * 30 + row * 8 + column;
        expected[at] = 2 * sum + 0.5f * c[at];
      }
      assertArrayEquals(expected, read(gpu, result, c.length), 1e-6f);
    }
  }

  /** The stub rounds as the precision says: 2⁻⁹ is in 10 bits of mantissa, 2⁻¹³ is not. */
  @ParameterizedTest
  @CsvSource({"FP32,0x1p-9,0x1p-13", "TF32,0x1p-9,0", "BF16,0,0"})
  void roundsTheFactorsOfProducts(Precision precision, String ninth, String thirteenth) {
    try (Device rounding = CudaGpus.open(environment, precision)) {
      assertEquals(1 + Float.parseFloat(ninth), product(rounding, 1 + 0x1p-9f));
      assertEquals(1 + Float.parseFloat(thirteenth), product(rounding, 1 + 0x1p-13f));
      assertEquals(precision != Precision.FP32, rounding.roundsFactors());
    }
  }

  @Test
  void gpusWithoutRoundingTensorCoresDoNotRound(@TempDir Path other) throws Exception {
    Map<String, String> old = StubLibraries.environment(other, 1, 13_000, 75, StubLibraries.all());
    try (Device exact = CudaGpus.open(old, Precision.BF16)) {
      assertEquals(1 + 0x1p-13f, product(exact, 1 + 0x1p-13f));
      assertFalse(exact.roundsFactors());
    }
  }

  private static float product(Device gpu, float factor) {
    ProductShape shape = new ProductShape(1, 1, 1, false, false, 1, 1, 1, 1, 0, 1, 1, 1, 1);
    try (DeviceMemory left = write(gpu, new float[] {factor});
        DeviceMemory right = write(gpu, new float[] {1});
        DeviceMemory result = gpu.allocate(4)) {
      gpu.multiply(shape, left.address(), right.address(), result.address());
      return read(gpu, result, 1)[0];
    }
  }

  private static float[] random(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
