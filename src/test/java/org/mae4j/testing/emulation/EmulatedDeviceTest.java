package org.mae4j.testing.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
  private static final String WRONG_ACCESS = ": an address is not aligned, or it is outside of an array";

  private static final int BYTES = 256;
  private static final int RESULT = 128;

  private EmulatedDevice device;
  private DeviceMemory memory;

  @BeforeEach
  void open() {
    CompiledLibrary.assumeCompiler();
    device = new EmulatedDevice();
    memory = device.allocate(BYTES);
    device.fill(memory.address(), BYTES);
  }

  /** A device whose launch failed has the launch still to do, so it cannot be closed. */
  private void closeAll() {
    memory.close();
    device.close();
  }

  @ParameterizedTest
  @CsvSource({"read_two,8", "read_four,16", "read_four,240"})
  void readsAlignedVectors(String kernel, int offset) {
    launch(kernel, memory.address() + offset, memory.address() + RESULT);
    assertEquals(0, result());
    closeAll();
  }

  @ParameterizedTest
  @CsvSource({"read_two,4", "read_four,8", "read_two,256", "read_four,256", "read_four,-16", "read_two,4000"})
  void refusesReadsThatAreNotAlignedOrBesideABlock(String kernel, int offset) {
    launch(kernel, memory.address() + offset, memory.address() + RESULT);
    assertEquals(kernel + WRONG_ACCESS, problem());
  }

  @Test
  void writesAlignedVectors() {
    launch("write_four", memory.address() + RESULT, 3f);
    assertEquals(3, result());
    closeAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 256, -16})
  void refusesWritesThatAreNotAlignedOrBesideABlock(int offset) {
    launch("write_four", memory.address() + offset, 3f);
    assertEquals("write_four" + WRONG_ACCESS, problem());
  }

  @Test
  void refusesIndicesOutsideOfSharedArrays() {
    launch("read_shared", memory.address() + RESULT, 8, 8);
    assertEquals("read_shared" + WRONG_ACCESS, problem());
  }

  @Test
  void sharedMemoryHasNothingOfTheBlockBefore() {
    launch("read_shared", memory.address() + RESULT, 7, 8);
    assertEquals(5, result());
    launch("read_shared", memory.address() + RESULT, 7, 7);
    assertTrue(Float.isNaN(result()));
    closeAll();
  }

  @Test
  void refusesBarriersThatOthersNeverReach() {
    launch("wait_in_half_a_block", memory.address());
    assertEquals("wait_in_half_a_block: threads wait at a barrier that others never reach", problem());
  }

  private void launch(String kernel, Number... arguments) {
    device.launch(device.kernel(SOURCE, kernel), LaunchShape.of(1, 32), KernelArguments.of(arguments));
  }

  private float result() {
    try (FloatPointer result = new FloatPointer(1)) {
      device.download(memory.address() + RESULT, result, Float.BYTES);
      return result.get();
    }
  }

  private String problem() {
    return assertThrows(IllegalStateException.class, device::synchronize).getMessage();
  }
}
