package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.KernelArguments;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.backend.device.LaunchShape;

/** The emulation refuses what a GPU would not compute, or not always in the same way. */
class EmulatedDeviceTest {
  private static final String KERNELS = """
      extern "C" __global__ void read_two(const float *values, float *result) {
        *result = ((const float2 *)values)->y;
      }
      extern "C" __global__ void read_four(const float *values, float *result) {
        float4 four = *(const float4 *)values;
        *result = four.x + four.w;
      }
      extern "C" __global__ void write_four(float *result, float value) {
        *(float4 *)result = {value, value, value, value};
      }
      extern "C" __global__ void read_shared(float *result, int index, int written) {
        __shared__ float values[8];
        if (threadIdx.x < (unsigned int)written) {
          values[threadIdx.x] = 5;
        }
        __syncthreads();
        *result = values[index];
      }
      extern "C" __global__ void wait_in_half_a_block(float *result) {
        if (threadIdx.x < 16) {
          __syncthreads();
        }
        *result = 1;
      }
      """;
  private static final KernelSource SOURCE = new KernelSource("test.cu", KERNELS, Map.of());
  private static final String WRONG_ACCESS = ": an address is not aligned, or an index is outside of its array";

  private EmulatedDevice device;
  private DeviceMemory memory;

  @BeforeEach
  void open() {
    CompiledLibrary.assumeCompiler();
    device = new EmulatedDevice();
    memory = device.allocate(256);
    device.fill(memory.address(), 256);
  }

  @AfterEach
  void close() {
    memory.close();
    device.close();
  }

  @ParameterizedTest
  @CsvSource({"read_two,8,4", "read_four,16,8", "read_four,32,4"})
  void refusesReadsThatAreNotAligned(String kernel, int aligned, int other) {
    long result = memory.address() + 128;
    assertEquals(0, run(kernel, memory.address() + aligned, result));
    assertEquals(kernel + WRONG_ACCESS, problem(kernel, memory.address() + other, result));
    assertEquals(0, run(kernel, memory.address() + aligned, result));
  }

  @Test
  void refusesWritesThatAreNotAligned() {
    assertEquals(3, run("write_four", memory.address() + 128, 3f));
    assertEquals("write_four" + WRONG_ACCESS, problem("write_four", memory.address() + 120, 3f));
  }

  @Test
  void refusesIndicesOutsideOfSharedArrays() {
    long result = memory.address() + 128;
    assertEquals(5, run("read_shared", result, 7, 8));
    assertEquals("read_shared" + WRONG_ACCESS, problem("read_shared", result, 8, 8));
  }

  @Test
  void sharedMemoryHasNothingOfTheBlockBefore() {
    long result = memory.address() + 128;
    assertEquals(5, run("read_shared", result, 7, 8));
    assertTrue(Float.isNaN(run("read_shared", result, 7, 7)));
  }

  @Test
  void refusesBarriersThatOthersNeverReach() {
    assertEquals("wait_in_half_a_block: threads wait at a barrier that others never reach",
        problem("wait_in_half_a_block", memory.address()));
  }

  /** Returns the 33rd value of the memory after one block. */
  private float run(String kernel, Number... arguments) {
    device.launch(device.kernel(SOURCE, kernel), LaunchShape.of(1, 32), KernelArguments.of(arguments));
    try (FloatPointer result = new FloatPointer(1)) {
      device.download(memory.address() + 128, result, Float.BYTES);
      return result.get();
    }
  }

  /** Launches on a device of its own, which cannot compute anything after that. */
  private static String problem(String kernel, Number... arguments) {
    EmulatedDevice broken = new EmulatedDevice();
    broken.launch(broken.kernel(SOURCE, kernel), LaunchShape.of(1, 32), KernelArguments.of(arguments));
    return assertThrows(IllegalStateException.class, broken::synchronize).getMessage();
  }
}
