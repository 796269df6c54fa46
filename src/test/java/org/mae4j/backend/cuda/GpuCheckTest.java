package org.mae4j.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code src/cuda/check}, which runs where there is a GPU. */
class GpuCheckTest {
  private static final Pattern TEST = Pattern.compile("-c (org\\.mae4j\\.\\S+)");
  /** Columns of the name of a step in the table. */
  private static final int NAME_WIDTH = 34;

  @Test
  void theTestsThatItRunsExist() throws IOException {
    List<String> tests = TEST.matcher(Files.readString(Path.of("src/cuda/check"))).results()
        .map(match -> match.group(1)).toList();
    assertFalse(tests.isEmpty());
    tests.forEach(test -> assertDoesNotThrow(() -> Class.forName(test)));
  }

  /** A slow sanitizer must not use up the time on the GPU. */
  @Test
  void measuresTheTimesBeforeTheSanitizerRuns(@TempDir Path folder) throws IOException {
    program(folder.resolve("bundle/runtime/bin/java"), "echo 'GPU of the test, compute capability 9.0'");
    Path programs = folder.resolve("programs");
    program(programs.resolve("compute-sanitizer"), "true");
    program(programs.resolve("find"), "true");
    program(programs.resolve("python3"), "false");
    ProcessBuilder check = new ProcessBuilder("bash", "src/cuda/check", folder.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
    check.environment().merge("PATH", programs.toString(), (before, own) -> own + ":" + before);
    check.start().onExit().join();
    List<String> names = Files.readAllLines(folder.resolve("results/table.txt")).stream()
        .map(row -> row.substring(0, NAME_WIDTH).strip()).filter(name -> !name.isEmpty()).toList();
    assertEquals(List.of("patch2, batch 4096, bf16", "PyTorch", "compute-sanitizer memcheck",
        "compute-sanitizer racecheck"), names.subList(names.size() - 4, names.size()));
  }

  private static void program(Path file, String command) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
