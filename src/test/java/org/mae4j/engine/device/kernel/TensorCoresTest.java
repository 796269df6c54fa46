package org.mae4j.engine.device.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.engine.device.DeviceArrays;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.factory.Nd4j;

/** Products of a warp, on the emulated device or on tensor cores themselves. */
class TensorCoresTest {
  private static final int ROWS = 16;
  private static final int COLUMNS = 8;
  private static final int INNER = 8;
  /**
   * All matrices column by column, of which a lane has places as CUTLASS gives them in strides: {@code
   * MMA_Traits<SM80_16x8x8_F32TF32TF32F32_TN>}, where B is transposed.
   */
  private static final String KERNELS = """
      extern "C" __global__ void multiply(const float *a, const float *b, float *c) {
        int x = threadIdx.x % 4;
        int y = threadIdx.x / 4;
        a += 16 * x + y;
        b += 8 * x + y;
        c += 32 * x + y;
        float sums[4] = {c[0], c[16], c[8], c[24]};
        multiply_add(sums, a[0], a[8], a[64], a[72], b[0], b[32]);
        c[0] = sums[0];
        c[16] = sums[1];
        c[8] = sums[2];
        c[24] = sums[3];
      }
      extern "C" __global__ void round_all(const float *values, float *result) {
        result[threadIdx.x] = rounded(values[threadIdx.x]);
      }
      """;
  private static final KernelSource SOURCE =
      new KernelSource("test.cu", KernelFile.text("tensor_cores.cu") + KERNELS, Map.of());

  private final Random random = new Random(1);
  private Device device;
  private DeviceArrays arrays;

  @BeforeEach
  void open() {
    device = TestedDevice.open(false, Precision.TF32);
    arrays = new DeviceArrays(device);
    assumeTrue(device.roundsFactors(), "the GPU has no tensor cores for 32-bit floats");
  }

  @AfterEach
  void close() {
    arrays.close();
    device.close();
  }

  /** Small integers have exact products. */
  @Test
  void multipliesMatrices() {
    float[] a = integers(ROWS * INNER);
    float[] b = integers(COLUMNS * INNER);
    float[] c = integers(ROWS * COLUMNS);
    DeviceArray result = upload(c);
    launch("multiply", upload(a).address(), upload(b).address(), result.address());
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        for (int k = 0; k < INNER; k++) {
          c[column * ROWS + row] += a[k * ROWS + row] * b[k * COLUMNS + column];
        }
      }
    }
    assertArrayEquals(c, arrays.download(result));
  }

  /** To the nearest; away from zero from the middle between two. */
  @Test
  void roundsToTenBitsOfMantissa() {
    float[] values = new float[KernelFile.WARP];
    float[] expected = new float[values.length];
    float[][] pairs = {{1 + 0x1p-11f, 1 + 0x1p-10f}, {-1 - 0x1p-11f, -1 - 0x1p-10f}, {1 + 0x1p-12f, 1},
        {1 + 0x1p-11f + 0x1p-23f, 1 + 0x1p-10f}, {1 + 3 * 0x1p-11f, 1 + 0x1p-9f}, {2 - 0x1p-23f, 2},
        {0x1.ffcp3f, 0x1.ffcp3f}, {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY}, {Float.NaN, Float.NaN}};
    for (int i = 0; i < pairs.length; i++) {
      values[i] = pairs[i][0];
      expected[i] = pairs[i][1];
    }
    DeviceArray result = upload(values);
    launch("round_all", upload(values).address(), result.address());
    assertArrayEquals(expected, arrays.download(result));
  }

  private void launch(String kernel, Number... addresses) {
    device.launch(device.kernel(SOURCE, kernel), LaunchShape.of(1, KernelFile.WARP), KernelArguments.of(addresses));
  }

  private DeviceArray upload(float[] values) {
    return arrays.upload(Nd4j.createFromArray(values));
  }

  private float[] integers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(19) - 9;
    }
    return values;
  }
}
