package org.mae4j.backend.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.cuda.kernel.KernelCache;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.base.Resources;
import org.mae4j.base.file.UserCache;
import org.mae4j.config.ComputeConfig.Precision;

/**
 * The GPUs of Nvidia on this machine. The environment that the methods take has the variables of the process, which name
 * folders of libraries and of caches.
 */
public final class CudaGpus {
  private CudaGpus() {}

  /**
   * Opens the GPU that this process has open least often: the first one that the driver shows, if none is open. {@code
   * CUDA_VISIBLE_DEVICES} chooses what it shows. GPUs of another compute capability than the first one are not used.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no driver, library or GPU, or one that is too old
   */
  public static Device open(Map<String, String> environment, Precision precision) {
    CudaInstallation installation = CudaInstallation.find(environment);
    return open(installation, installation.alike(), environment, precision);
  }

  /**
   * Opens all GPUs that the driver shows and that have the compute capability of the first one.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no driver, library or GPU, or one that is too old
   */
  public static DeviceGroup openAll(Map<String, String> environment, Precision precision) {
    CudaInstallation installation = CudaInstallation.find(environment);
    List<Device> opened = new ArrayList<>();
    try (Resources made = new Resources()) {
      installation.alike().forEach(gpu -> opened.add(
          made.add(open(installation, List.of(gpu), environment, precision))));
      made.keep();
    }
    return new DeviceGroup(opened);
  }

  private static Device open(CudaInstallation installation, List<CudaGpu> gpus, Map<String, String> environment,
      Precision precision) {
    KernelCache cache = new KernelCache(UserCache.directory(environment).resolve("kernels"));
    return new CudaGpuDevice(installation, GpuUse.take(gpus), cache, precision);
  }

  /**
   * Checks that there is a GPU on which plans can run.
   *
   * @throws DeviceException if there is no driver, library or GPU, or one that is too old
   */
  public static void require(Map<String, String> environment) {
    CudaInstallation.find(environment).compilerOfGpu();
  }

  /**
   * Returns a line about the GPUs, the free memory of the first one, the driver and the libraries.
   *
   * @throws DeviceException if there is no driver, library or GPU, or one that is too old
   */
  public static String describe(Map<String, String> environment) {
    CudaInstallation installation = CudaInstallation.find(environment);
    installation.compilerOfGpu();
    return installation.describe();
  }
}
