package org.mae4j.backend.cuda.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.backend.cuda.StubLibraries;
import org.mae4j.backend.device.DeviceException;
import org.mae4j.backend.device.KernelSource;
import org.mae4j.engine.device.kernel.KernelFile;

/** NVRTC itself, which compiles without a GPU. */
class NvrtcCompilerTest {
  private static final KernelSource SOURCE = new KernelSource("twice.cu",
      "extern \"C\" __global__ void twice(float *x) { x[threadIdx.x] *= FACTOR; }", Map.of("FACTOR", 2));

  private static final int OLDEST = 70;
  private static final int OLDEST_WITH_TENSOR_CORES = 80;

  private LoadedLibrary<Nvrtc> library;
  private Nvrtc nvrtc;

  @BeforeEach
  void find() {
    Optional<LoadedLibrary<Nvrtc>> found = new LibrarySearch(System.getenv()).load(Nvrtc.class,
        List.of("libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2"));
    assumeTrue(found.isPresent(), "NVRTC is not on this machine");
    library = found.get();
    nvrtc = library.functions();
  }

  /** NVRTC opens this library by its name when it compiles. */
  @Test
  void compilesAfterACollectionOfGarbage() throws IOException {
    assumeTrue(Path.of(library.location()).isAbsolute(), "the system's loader knows NVRTC");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(library.location()).getParent(), "libnvrtc-builtins.so.*")) {
      files.forEach(StubLibraries::assertKept);
    }
    assertTrue(new NvrtcCompiler(nvrtc, 80).compile(SOURCE).length > 0);
  }

  @Test
  void compilesMachineCodeForAGpuThatItKnows() {
    for (int architecture : NvrtcCompiler.architectures(nvrtc)) {
      byte[] code = new NvrtcCompiler(nvrtc, architecture).compile(SOURCE);
      assertEquals("\u007fELF", new String(code, 0, 4, StandardCharsets.ISO_8859_1), "sm_" + architecture);
    }
  }

  /**
   * The kernels themselves, for the oldest GPUs that are supported, or that have tensor cores for 32-bit floats, and for
   * the newest; the constants are those of the sources that have some.
   */
  @ParameterizedTest
  @EnumSource(KernelFile.class)
  void compilesTheKernelsOfPlans(KernelFile file) {
    KernelSource source = file.source(Map.of("WIDTH", 64, "ROWS", 8, "TILE", 32, "WARPS", 4, "VECTOR", 4));
    int oldest = source.text().contains("mma.sync") ? OLDEST_WITH_TENSOR_CORES : OLDEST;
    IntSummaryStatistics architectures =
        Arrays.stream(NvrtcCompiler.architectures(nvrtc)).filter(number -> number >= oldest).summaryStatistics();
    for (int architecture : new int[] {architectures.getMin(), architectures.getMax()}) {
      assertTrue(new NvrtcCompiler(nvrtc, architecture).compile(source).length > 0, "sm_" + architecture);
    }
  }

  @Test
  void compilesIntermediateCodeForALaterGpu() {
    int newest = Arrays.stream(NvrtcCompiler.architectures(nvrtc)).max().orElseThrow();
    String code = new String(new NvrtcCompiler(nvrtc, newest + 9).compile(SOURCE), StandardCharsets.UTF_8);
    assertTrue(code.contains(".target sm_" + newest), code);
    assertTrue(code.contains(".entry twice"), code);
  }

  @Test
  void namesFilesByAllThatCodeDependsOn() {
    String name = new NvrtcCompiler(nvrtc, 80).fileName(SOURCE);
    assertTrue(name.matches("twice-[0-9a-f]{64}\\.bin"), name);
    assertEquals(name, new NvrtcCompiler(nvrtc, 80).fileName(SOURCE));
    KernelSource thrice = new KernelSource(SOURCE.name(), SOURCE.text(), Map.of("FACTOR", 3));
    KernelSource other = new KernelSource(SOURCE.name(), SOURCE.text() + "\n", SOURCE.constants());
    assertEquals(5, Set.of(name, new NvrtcCompiler(nvrtc, 80).fileName(thrice),
        new NvrtcCompiler(nvrtc, 80).fileName(other), new NvrtcCompiler(nvrtc, 90).fileName(SOURCE),
        new NvrtcCompiler(ofVersion(11, 2), 80).fileName(SOURCE)).size());
  }

  /** Returns NVRTC with another number of its version. */
  private Nvrtc ofVersion(int major, int minor) {
    return (Nvrtc) Proxy.newProxyInstance(Nvrtc.class.getClassLoader(), new Class<?>[] {Nvrtc.class},
        (proxy, method, arguments) -> {
          if (!method.getName().equals("nvrtcVersion")) {
            return method.invoke(nvrtc, arguments);
          }
          ((IntByReference) arguments[0]).setValue(major);
          ((IntByReference) arguments[1]).setValue(minor);
          return Nvrtc.SUCCESS;
        });
  }

  @Test
  void refusesAGpuThatItNoLongerKnows() {
    assertEquals("NVRTC has no code for compute capability 3.5; install an earlier version of CUDA",
        assertThrows(DeviceException.class, () -> new NvrtcCompiler(nvrtc, 35)).getMessage());
  }

  @Test
  void namesTheLineOfAMistake() {
    NvrtcCompiler compiler = new NvrtcCompiler(nvrtc, 80);
    String message = assertThrows(DeviceException.class,
        () -> compiler.compile(new KernelSource("wrong.cu", "\nint x = nothing;", Map.of()))).getMessage();
    assertTrue(message.contains("wrong.cu(2)"), message);
  }
}
