package org.mae4j.backend.cuda;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.backend.cuda.library.Cublas;
import org.mae4j.backend.cuda.library.CudaDriver;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.cuda.library.CudaVersion;
import org.mae4j.backend.cuda.library.DriverCalls;
import org.mae4j.backend.cuda.library.LibrarySearch;
import org.mae4j.backend.cuda.library.LoadedLibrary;
import org.mae4j.backend.cuda.library.Nvrtc;
import org.mae4j.backend.cuda.library.NvrtcCompiler;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.text.ByteSize;

/**
 * The driver, its GPUs and the libraries of CUDA on this machine.
 *
 * @param driver of the GPUs
 * @param version of CUDA that the driver is for
 * @param compiler NVRTC
 * @param products cuBLAS
 * @param gpus at least one; the first one computes, and those like it
 */
record CudaInstallation(LoadedLibrary<CudaDriver> driver, CudaVersion version, LoadedLibrary<Nvrtc> compiler,
    LoadedLibrary<Cublas> products, List<CudaGpu> gpus) {
  private static final CudaVersion OLDEST = new CudaVersion(11, 8);
  private static final int NEWEST_MAJOR = 13;

  /**
   * Finds what the machine has.
   *
   * @param environment variables of the process
   * @throws DeviceException if a part is missing or too old; the message says which one and what to do
   */
  static CudaInstallation find(Map<String, String> environment) {
    LibrarySearch search = new LibrarySearch(environment);
    LoadedLibrary<CudaDriver> driver = search.load(CudaDriver.class, List.of("libcuda.so.1")).orElseThrow(
        () -> new DeviceException("no Nvidia driver is installed: libcuda.so.1 is missing"));
    DriverCalls calls = new DriverCalls(driver.functions());
    CudaVersion version = calls.version();
    if (version.compareTo(OLDEST) < 0) {
      throw new DeviceException("the Nvidia driver is for CUDA " + version + "; install one for CUDA " + OLDEST
          + " or later");
    }
    List<CudaGpu> gpus = gpus(calls);
    LoadedLibrary<Nvrtc> compiler = compiler(search, version.major(), gpus.get(0));
    return new CudaInstallation(driver, version, compiler,
        products(search, NvrtcCompiler.version(compiler.functions()).major()), gpus);
  }

  /**
   * Returns a compiler for the first GPU.
   *
   * @throws DeviceException if it is too new for the GPU
   */
  NvrtcCompiler compilerOfGpu() {
    return new NvrtcCompiler(compiler.functions(), gpus.get(0).architecture());
  }

  /** Returns the GPUs of the compute capability of the first one, for which the kernels are compiled. */
  List<CudaGpu> alike() {
    return gpus.stream().filter(gpu -> gpu.capability().equals(gpus.get(0).capability())).toList();
  }

  /** Returns one line: the GPUs, the version of the driver, where the libraries are, and the first GPU's free memory. */
  String describe() {
    String names = gpus.stream().map(gpu -> gpu.name() + ", compute capability " + gpu.capability() + ", "
        + ByteSize.gigabytes(gpu.memoryBytes())).collect(Collectors.joining("; "));
    return names + "; driver for CUDA " + version + "; NVRTC: " + compiler.location() + "; cuBLAS: "
        + products.location() + "; free memory: " + ByteSize.gigabytes(freeBytes());
  }

  private long freeBytes() {
    try (CudaContext context = new CudaContext(new DriverCalls(driver.functions()), gpus.get(0))) {
      return context.memory().free();
    }
  }

  private static List<CudaGpu> gpus(DriverCalls calls) {
    int started = calls.driver().cuInit(0);
    if (started != CudaDriver.SUCCESS) {
      throw new DeviceException("the Nvidia driver cannot be used: " + calls.describe(started));
    }
    List<CudaGpu> gpus = calls.gpus();
    if (gpus.isEmpty()) {
      throw new DeviceException("the Nvidia driver shows no GPU; check CUDA_VISIBLE_DEVICES");
    }
    CudaGpu first = gpus.get(0);
    if (!first.isSupported()) {
      throw new DeviceException(first.name() + " has compute capability " + first.capability()
          + "; 7.0 (V100, T4) or later is needed");
    }
    return gpus;
  }

  /** Returns the newest compiler that has code for a GPU, or the newest of all, which then says that it has none. */
  private static LoadedLibrary<Nvrtc> compiler(LibrarySearch search, int newest, CudaGpu gpu) {
    List<String> names =
        majors(newest).map(major -> "libnvrtc.so." + (major == OLDEST.major() ? "11.2" : major)).toList();
    return search.load(Nvrtc.class, names, nvrtc -> NvrtcCompiler.knows(nvrtc, gpu.architecture()))
        .or(() -> search.load(Nvrtc.class, names)).orElseThrow(() -> missing(names, "nvidia-cuda-nvrtc", newest));
  }

  /** Later versions than that of the compiler may have no code for the GPU. */
  private static LoadedLibrary<Cublas> products(LibrarySearch search, int newest) {
    List<String> names = majors(newest).map(major -> "libcublas.so." + major).toList();
    return search.load(Cublas.class, names).orElseThrow(() -> missing(names, "nvidia-cublas", newest));
  }

  /** Returns major versions, the newest first: a driver runs what libraries of its own and of earlier ones make. */
  private static Stream<Integer> majors(int newest) {
    return Stream.iterate(Math.min(newest, NEWEST_MAJOR), major -> major >= OLDEST.major(), major -> major - 1);
  }

  private static DeviceException missing(List<String> names, String module, int major) {
    return new DeviceException(
        String.join(" or ", names) + " is not found; install the CUDA toolkit and set CUDA_HOME, "
            + "or install Python's package " + module + (major < NEWEST_MAJOR ? "-cu" + major : ""));
  }
}
