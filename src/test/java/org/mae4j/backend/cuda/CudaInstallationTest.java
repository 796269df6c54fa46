package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.ComputeCapability;
import org.mae4j.backend.cuda.library.CudaGpu;
import org.mae4j.backend.device.DeviceException;

class CudaInstallationTest {
  @TempDir
  private Path folder;

  @Test
  void namesTheMissingDriver() {
    assumeAbsent("libcuda.so.1");
    assertEquals("no Nvidia driver is installed: libcuda.so.1 is missing", problem(Map.of()));
  }

  @Test
  void namesTheErrorOfTheDriver() throws Exception {
    assertEquals("the Nvidia driver cannot be used: CUDA_ERROR_STUB, as asked",
        problem(StubLibraries.environment(folder, 0, 13_000, 90, StubLibraries.all())));
  }

  @Test
  void namesADriverThatIsTooOld() throws Exception {
    assertEquals("the Nvidia driver is for CUDA 11.4; install one for CUDA 11.8 or later",
        problem(StubLibraries.environment(folder, 1, 11_040, 90, StubLibraries.all())));
  }

  @Test
  void namesAGpuThatIsTooOld() throws Exception {
    assertEquals("Stub has compute capability 6.1; 7.0 (V100, T4) or later is needed",
        problem(StubLibraries.environment(folder, 1, 13_000, 61, StubLibraries.all())));
  }

  @Test
  void namesAMissingLibraryAndPythonsPackageOfIt() throws Exception {
    assumeAbsent("libcublas.so.12");
    assertEquals("libcublas.so.12 or libcublas.so.11 is not found; install the CUDA toolkit and set CUDA_HOME, or "
        + "install Python's package nvidia-cublas-cu12",
        problem(StubLibraries.environment(folder, 1, 12_060, 90, "libcuda.so.1", "libnvrtc.so.12")));
  }

  /** A driver for CUDA 12 cannot run what the libraries of CUDA 13 make. */
  @Test
  void choosesTheNewestLibrariesThatTheDriverRuns() throws Exception {
    Map<String, String> environment = StubLibraries.environment(folder, 2, 12_060, 75, "libcuda.so.1",
        "libnvrtc.so.13", "libnvrtc.so.11.2", "libnvrtc.so.12", "libcublas.so.13", "libcublas.so.11");
    CudaInstallation found = CudaInstallation.find(environment);
    assertEquals(folder.resolve("libnvrtc.so.12").toString(), found.compiler().location());
    assertEquals(folder.resolve("libcublas.so.11").toString(), found.products().location());
    assertEquals("12.6", found.version().toString());
    assertEquals(2, found.gpus().size());
    assertEquals(new CudaGpu(0, "Stub", new ComputeCapability(7, 5), 5_000_000_000L), found.gpus().get(0));
    assertTrue(found.describe().startsWith("Stub, compute capability 7.5, 5.00 GB; Stub, "), found.describe());
    assertTrue(found.describe().contains("driver for CUDA 12.6; NVRTC: " + folder), found.describe());
  }

  /** CUDA 13 has no code for compute capability 7.0. */
  @Test
  void choosesLibrariesThatHaveCodeForTheGpu() throws Exception {
    Map<String, String> environment = StubLibraries.environment(folder, 1, 13_000, 70, "libcuda.so.1",
        "libnvrtc.so.13", "libnvrtc.so.12", "libcublas.so.13", "libcublas.so.12");
    CudaInstallation found = CudaInstallation.find(environment);
    assertEquals(folder.resolve("libnvrtc.so.12").toString(), found.compiler().location());
    assertEquals(folder.resolve("libcublas.so.12").toString(), found.products().location());
    found.compilerOfGpu();
  }

  @Test
  void saysThatNoLibraryHasCodeForTheGpu() throws Exception {
    CudaInstallation found =
        CudaInstallation.find(StubLibraries.environment(folder, 1, 13_000, 70, StubLibraries.all()));
    assertEquals("NVRTC has no code for compute capability 7.0; install an earlier version of CUDA",
        assertThrows(DeviceException.class, found::compilerOfGpu).getMessage());
  }

  /** NVRTC opens the first one by its name when it compiles. */
  @Test
  void keepsTheLibrariesThatOthersOpen() throws Exception {
    Map<String, String> environment = StubLibraries.environment(folder, 1, 13_000, 90, "libcuda.so.1",
        "libnvrtc.so.13", "libnvrtc-builtins.so.13.0", "libcublas.so.13", "libcublasLt.so.13");
    CudaInstallation.find(environment);
    StubLibraries.assertKept(folder.resolve("libnvrtc-builtins.so.13.0"));
    StubLibraries.assertKept(folder.resolve("libcublasLt.so.13"));
  }

  @Test
  void findsDownloadedLibraries() throws Exception {
    Map<String, String> environment = StubLibraries.environment(folder, 1, 13_000, 90, "libcuda.so.1");
    Path downloads = Files.createDirectories(Path.of(environment.get("XDG_CACHE_HOME"), "mae4j", "cuda"));
    for (String name : List.of("libnvrtc.so.13", "libcublas.so.13")) {
      Files.copy(folder.resolve("libcuda.so.1"), downloads.resolve(name));
    }
    CudaInstallation found = CudaInstallation.find(environment);
    assertEquals(downloads.resolve("libcublas.so.13").toString(), found.products().location());
    assertEquals(downloads.resolve("libnvrtc.so.13").toString(), found.compiler().location());
  }

  /** A virtual environment that is not activated is found by its interpreter. */
  @Test
  void findsPythonsPackagesBesideTheProgramsOfThePath() throws Exception {
    Map<String, String> environment = StubLibraries.environment(folder, 1, 13_000, 90, "libcuda.so.1");
    Path packages = folder.resolve("python/lib/python3.12/site-packages/nvidia/cu13/lib");
    Files.createDirectories(packages);
    for (String name : List.of("libnvrtc.so.13", "libcublas.so.13")) {
      Files.copy(folder.resolve("libcuda.so.1"), packages.resolve(name));
    }
    String loaderPath = environment.get("LD_LIBRARY_PATH");
    CudaInstallation found = CudaInstallation.find(
        Map.of("LD_LIBRARY_PATH", loaderPath, "PATH", "/bin:" + folder.resolve("python/bin")));
    assertEquals(packages.resolve("libcublas.so.13").toString(), found.products().location());
  }

  @Test
  void skipsAFolderThatCannotBeRead() throws Exception {
    Map<String, String> environment =
        StubLibraries.oneGpu(folder);
    Path packages = Files.createDirectories(folder.resolve("python/lib/python3.12/site-packages/nvidia"));
    Files.setPosixFilePermissions(packages, Set.of());
    assumeFalse(Files.isReadable(packages), "this user reads all folders");
    CudaInstallation found = CudaInstallation.find(Map.of("LD_LIBRARY_PATH", environment.get("LD_LIBRARY_PATH"),
        "VIRTUAL_ENV", folder.resolve("python").toString()));
    assertEquals(folder.resolve("libnvrtc.so.13").toString(), found.compiler().location());
  }

  private static void assumeAbsent(String library) {
    try {
      NativeLibrary.getInstance(library);
      assumeTrue(false, "this machine has " + library);
    } catch (UnsatisfiedLinkError e) {
      assertTrue(e.getMessage().contains(library));
    }
  }

  private static String problem(Map<String, String> environment) {
    return assertThrows(DeviceException.class, () -> CudaInstallation.find(environment)).getMessage();
  }
}
