package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.cuda.library.LibrarySearch;
import org.mae4j.testing.emulation.CompiledLibrary;

/** Libraries with the functions of Nvidia's that compute in the memory of the host; tests need g++ for them. */
public final class StubLibraries {
  private static final Path SOURCE = Path.of("src/test/resources/org/mae4j/backend/cuda/stub.cpp");

  private StubLibraries() {}

  /** Returns the names of all libraries that a computation needs. */
  public static String[] all() {
    return new String[] {"libcuda.so.1", "libnvrtc.so.13", "libcublas.so.13"};
  }

  /** As {@link #environment}, with all libraries of CUDA 13.0 and one GPU of compute capability 9.0. */
  public static Map<String, String> oneGpu(Path folder) throws IOException {
    return environment(folder, 1, 13_000, 90, all());
  }

  /**
   * Compiles the libraries, or skips the test without g++.
   *
   * @param devices number of GPUs
   * @param version of CUDA as the driver writes it, such as 13000
   * @param capability of the GPUs, such as 90
   * @param names of the files to make
   * @return an environment in which only these libraries are found, with a cache in {@code folder}
   */
  public static Map<String, String> environment(Path folder, int devices, int version, int capability, String... names)
      throws IOException {
    CompiledLibrary.assumeCompiler();
    Path library = CompiledLibrary.of(Files.readString(SOURCE), List.of("-DDEVICES=" + devices, "-DVERSION=" + version,
        "-DMAJOR=" + capability / 10, "-DMINOR=" + capability % 10));
    for (String name : names) {
      // A link would be one library for the loader, which the tests of several variants would share.
      Files.copy(library, folder.resolve(name));
    }
    return Map.of("LD_LIBRARY_PATH", folder.toString(), "XDG_CACHE_HOME", folder.resolve("cache").toString());
  }

  /** Makes a function of a library fail from now on. */
  static void fail(Path library, String function) {
    of(library).getFunction("stub_fail").invoke(new Object[] {function});
  }

  /** Returns the number of handles of a library that are not closed. */
  static int open(Path library) {
    return of(library).getFunction("stub_open").invokeInt(new Object[0]);
  }

  private static NativeLibrary of(Path file) {
    return NativeLibrary.getInstance(file.toString(), LibrarySearch.options(file.toString()));
  }

  /** Checks that a library that was loaded stays so when garbage is collected. */
  public static void assertKept(Path file) {
    WeakReference<NativeLibrary> library = new WeakReference<>(of(file));
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
    assertNotNull(library.get(), file + " is no longer loaded");
  }
}
