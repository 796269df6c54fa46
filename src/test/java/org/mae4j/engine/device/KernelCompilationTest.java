package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compiles all kernels by nvcc, where it is installed, for each architecture that it offers, without optimization. The
 * sources do not depend on the architecture, so they become PTX of the oldest one, which the assembler takes for all: that
 * takes half the time of PTX for each. Sources that were compiled before are not compiled again.
 */
class KernelCompilationTest {
  private static final String COMPILER = "nvcc";
  private static final SortedMap<String, Integer> CONSTANTS =
      new TreeMap<>(KernelFile.SUM.source(Map.of("COLUMNS", 2, "ROWS", 8, "VECTOR", 4)).constants());

  @Test
  void sizesOfLaunchesAreDefinedOnce() {
    assertTrue(CONSTANTS.keySet().containsAll(List.of("LANES", "PIECE", "THREADS", "WARP", "WARPS")));
    CONSTANTS.keySet().forEach(name -> assertFalse(sources().contains("#define " + name + " "), name));
  }

  @Test
  void compilesForAllArchitectures() throws IOException, InterruptedException {
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(
        folder -> Files.isExecutable(Path.of(folder, COMPILER))), "there is no nvcc to compile the kernels");
    List<String> architectures = run(List.of(COMPILER, "--list-gpu-arch")).lines()
        .filter(line -> line.startsWith("compute_")).map(line -> line.substring("compute_".length())).toList();
    assertFalse(architectures.isEmpty());
    String source = "// for " + architectures + " with " + CONSTANTS + "\n" + sources();
    assertFalse(source.contains("__CUDA_ARCH__"), "sources that depend on the architecture need PTX for each");
    Path folder = Files.createDirectories(Path.of("target", "nvcc"));
    Path compiled = folder.resolve("compiled.cu");
    if (!Files.exists(compiled) || !Files.readString(compiled).equals(source)) {
      Path file = Files.writeString(folder.resolve("kernels.cu"), source);
      List<String> command = new ArrayList<>(List.of(COMPILER, "-fatbin", "-Werror", "all-warnings", "-Xcicc", "-O0",
          "-Xptxas", "-O0", "-o", folder.resolve("kernels.fatbin").toString(), file.toString()));
      CONSTANTS.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.addAll(List.of("-gencode", "arch=compute_" + architectures.get(0) + ",code=["
          + architectures.stream().map(number -> "sm_" + number).collect(Collectors.joining(",")) + "]"));
      assertEquals("", run(command));
      Files.move(file, compiled, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Returns all sources as one: names are unique, and one run of the compiler is faster than many. */
  private static String sources() {
    return Arrays.stream(KernelFile.values()).flatMap(file -> file.files().stream()).distinct().map(KernelFile::text)
        .collect(Collectors.joining());
  }

  /** Returns what a command that succeeds prints. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }
}
