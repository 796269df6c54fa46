package org.mae4j.backend.cuda;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    LoadedLibrary<Nvrtc> compiler = compiler(search, version.major(), cards.get(0));
    return new CudaInstallation(driver, version, compiler,
        products(search, NvrtcCompiler.version(compiler.functions()).major()), cards);
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

  /** Returns the newest compiler that has code for a card, or the newest of all, which then says that it has none. */
  private static LoadedLibrary<Nvrtc> compiler(LibrarySearch search, int newest, CudaCard card) {
    List<String> names =
        majors(newest).map(major -> "libnvrtc.so." + (major == OLDEST.major() ? "11.2" : major)).toList();
    return search.load(Nvrtc.class, names, nvrtc -> NvrtcCompiler.knows(nvrtc, card.architecture()))
        .or(() -> search.load(Nvrtc.class, names)).orElseThrow(() -> missing(names, "nvidia-cuda-nvrtc", newest));
  }

  /** Later versions than that of the compiler may have no code for the card. */
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
