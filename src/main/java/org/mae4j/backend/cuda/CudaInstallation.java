package org.mae4j.backend.cuda;

import com.sun.jna.Library;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.base.ByteSize;

/**
 * The driver, its cards and the libraries of CUDA on this machine.
 *
 * @param driver of the cards
 * @param version of CUDA that the driver is for
 * @param compiler NVRTC
 * @param products cuBLAS
 * @param cards at least one; the first one computes
 */
record CudaInstallation(LoadedLibrary<CudaDriver> driver, CudaVersion version, LoadedLibrary<Nvrtc> compiler,
    LoadedLibrary<Cublas> products, List<CudaCard> cards) {
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
    List<CudaCard> cards = cards(calls);
    return new CudaInstallation(driver, version,
        library(search, Nvrtc.class, "libnvrtc.so.", "nvidia-cuda-nvrtc", version),
        library(search, Cublas.class, "libcublas.so.", "nvidia-cublas", version), cards);
  }

  /**
   * Returns a compiler for the first card.
   *
   * @throws DeviceException if it is too new for the card
   */
  NvrtcCompiler compilerOfCard() {
    return new NvrtcCompiler(compiler.functions(), cards.get(0).architecture());
  }

  /** Returns one line: the cards, the version of the driver, where the libraries are, and the first card's free memory. */
  String describe() {
    String names = cards.stream().map(card -> card.name() + ", compute capability " + card.capability() + ", "
        + ByteSize.gigabytes(card.memoryBytes())).collect(Collectors.joining("; "));
    return names + "; driver for CUDA " + version + "; NVRTC: " + compiler.location() + "; cuBLAS: "
        + products.location() + "; free memory: " + ByteSize.gigabytes(freeBytes());
  }

  private long freeBytes() {
    try (CudaContext context = new CudaContext(new DriverCalls(driver.functions()), cards.get(0))) {
      return context.memory().free();
    }
  }

  private static List<CudaCard> cards(DriverCalls calls) {
    int started = calls.driver().cuInit(0);
    if (started != CudaDriver.SUCCESS) {
      throw new DeviceException("the Nvidia driver cannot be used: " + calls.describe(started));
    }
    List<CudaCard> cards = calls.cards();
    if (cards.isEmpty()) {
      throw new DeviceException("the Nvidia driver shows no card; check CUDA_VISIBLE_DEVICES");
    }
    CudaCard first = cards.get(0);
    if (!first.isSupported()) {
      throw new DeviceException(first.name() + " has compute capability " + first.capability()
          + "; 7.0 (V100, T4) or later is needed");
    }
    return cards;
  }

  /** A driver runs what libraries of its own major version and of earlier ones make. */
  private static <T extends Library> LoadedLibrary<T> library(LibrarySearch search, Class<T> functions, String file,
      String module, CudaVersion driver) {
    List<String> names = IntStream.rangeClosed(OLDEST.major(), Math.min(driver.major(), NEWEST_MAJOR))
        .map(i -> Math.min(driver.major(), NEWEST_MAJOR) + OLDEST.major() - i)
        .mapToObj(major -> file + (major == OLDEST.major() && functions == Nvrtc.class ? "11.2" : major)).toList();
    Optional<LoadedLibrary<T>> found = search.load(functions, names);
    return found.orElseThrow(() -> new DeviceException(String.join(" or ", names) + " is not found; install the CUDA "
        + "toolkit and set CUDA_HOME, or install Python's package " + module
        + (driver.major() < NEWEST_MAJOR ? "-cu" + driver.major() : "")));
  }
}
