package org.mae4j.testing.emulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mae4j.backend.cuda.CudaGpus;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ComputeConfig.Precision;

/**
 * The device of tests: an emulated one, or with {@code -Dmae4j.gpu=true} the GPU of this machine, as {@code
 * src/cuda/check} runs them.
 */
public final class TestedDevice {
  private static final boolean GPU = Boolean.getBoolean("mae4j.gpu");
  /** The GPU is opened once for each precision, because its kernels are loaded for each time that it is opened. */
  private static final Map<Precision, Device> OPENED = new ConcurrentHashMap<>();

  private TestedDevice() {}

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
    return open(backwards, Precision.FP32);
  }

  /**
   * @param backwards whether the emulation runs the last thread of a block first
   * @param precision of products; the emulation rounds to 10 bits or not at all
   */
  public static Device open(boolean backwards, Precision precision) {
    if (!GPU) {
      CompiledLibrary.assumeCompiler();
      return new EmulatedDevice(backwards, precision != Precision.FP32);
    }
    Device gpu = OPENED.computeIfAbsent(precision, each -> CudaGpus.open(System.getenv(), each));
    return (Device) Proxy.newProxyInstance(Device.class.getClassLoader(), new Class<?>[] {Device.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            return null;
          }
          try {
            return method.invoke(gpu, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
