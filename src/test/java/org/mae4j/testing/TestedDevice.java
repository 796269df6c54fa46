package org.mae4j.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.mae4j.backend.cuda.CudaGpuDevice;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ComputeConfig.Precision;

/**
 * The device of tests: an emulated one, or with {@code -Dmae4j.gpu=true} the GPU of this machine, as {@code
 * src/cuda/check} runs them.
 */
public final class TestedDevice {
  private static final boolean GPU = Boolean.getBoolean("mae4j.gpu");

  private TestedDevice() {}

  /** Opens the GPU once, because its kernels are loaded for each time that it is opened. */
  private static final class OpenedGpu {
    private static final CudaGpuDevice GPU_DEVICE = CudaGpuDevice.open(System.getenv(), Precision.FP32);

    private OpenedGpu() {}
  }

  /** Returns whether the device is a GPU. */
  public static boolean isGpu() {
    return GPU;
  }

  /** Returns the device, or skips the test if there is neither a GPU to use nor g++. */
  public static Device open() {
    return open(false);
  }

  /** @param backwards whether the emulation runs the last thread of a block first */
  public static Device open(boolean backwards) {
    if (!GPU) {
      CompiledLibrary.assumeCompiler();
      return new EmulatedDevice(backwards);
    }
    return (Device) Proxy.newProxyInstance(Device.class.getClassLoader(), new Class<?>[] {Device.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(OpenedGpu.GPU_DEVICE, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
