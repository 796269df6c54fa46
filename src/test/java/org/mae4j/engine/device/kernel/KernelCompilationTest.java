package org.mae4j.engine.device.kernel;

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
  private static final SortedMap<String, Integer> CONSTANTS = constants();
  /** What has kernels for tensor cores, which the architectures before have not. */
  private static final String TENSOR_CORES = "mma.sync";
  private static final int OLDEST_WITH_TENSOR_CORES = 80;

  /** Leaves out the warning for functions that are declared and not referenced. */
  private static final String OTHERS_ARE_USED_ELSEWHERE = "-diag-suppress=177";

  private static SortedMap<String, Integer> constants() {
    SortedMap<String, Integer> constants = new TreeMap<>(KernelFile.SUM.source(Map.of()).constants());
    constants.putAll(AttentionBlocks.of(false, 64, 64).constants());
    constants.put("VECTOR", 4);
    return constants;
  }

  @Test
  void sizesOfLaunchesAreDefinedOnce() {
    assertTrue(CONSTANTS.keySet().containsAll(List.of("LANES", "PIECE", "THREADS", "WARP", "WARPS")));
    CONSTANTS.keySet().forEach(name -> assertFalse(sources().contains("#define " + name + " "), name));
  }

  @Test
  void compilesForAllArchitectures() throws IOException, InterruptedException {
    compile("kernels", sources(false), 0);
  }

  @Test
  void compilesForTensorCores() throws IOException, InterruptedException {
    compile("tensor-kernels", sources(true), OLDEST_WITH_TENSOR_CORES, OTHERS_ARE_USED_ELSEWHERE);
  }

  private static void compile(String name, String sources, int oldest, String... options)
      throws IOException, InterruptedException {
    assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(
        folder -> Files.isExecutable(Path.of(folder, COMPILER))), "there is no nvcc to compile the kernels");
    List<String> architectures = run(List.of(COMPILER, "--list-gpu-arch")).lines()
        .filter(line -> line.startsWith("compute_")).map(line -> line.substring("compute_".length()))
        .filter(number -> Integer.parseInt(number) >= oldest).toList();
    assertFalse(architectures.isEmpty());
    String source = "// for " + architectures + " with " + CONSTANTS + "\n" + sources;
    assertFalse(source.contains("__CUDA_ARCH__"), "sources that depend on the architecture need PTX for each");
    Path folder = Files.createDirectories(Path.of("target", "nvcc"));
    Path compiled = folder.resolve(name + "-compiled.cu");
    if (!Files.exists(compiled) || !Files.readString(compiled).equals(source)) {
      Path file = Files.writeString(folder.resolve(name + ".cu"), source);
      List<String> command = new ArrayList<>(List.of(COMPILER, "-fatbin", "-Werror", "all-warnings", "-Xcicc", "-O0",
          "-Xptxas", "-O0", "-o", folder.resolve(name + ".fatbin").toString(), file.toString()));
      command.addAll(List.of(options));
      CONSTANTS.forEach((constant, value) -> command.add("-D" + constant + "=" + value));
      command.addAll(List.of("-gencode", "arch=compute_" + architectures.get(0) + ",code=["
          + architectures.stream().map(number -> "sm_" + number).collect(Collectors.joining(",")) + "]"));
      assertEquals("", run(command));
      Files.move(file, compiled, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String sources() {
    return sources(false) + sources(true);
  }

  /**
   * Returns all sources with or without products on tensor cores as one: names are unique, and one run of the compiler is
   * faster than many.
   */
  private static String sources(boolean tensorCores) {
    return Arrays.stream(KernelFile.values())
        .filter(file -> file.source(Map.of()).text().contains(TENSOR_CORES) == tensorCores)
        .flatMap(file -> file.files().stream()).distinct().map(KernelFile::text).collect(Collectors.joining());
  }

  /** Returns what a command that succeeds prints. */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }
}
