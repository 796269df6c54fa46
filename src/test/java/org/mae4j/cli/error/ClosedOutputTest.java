package org.mae4j.cli.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.Main;
import org.mae4j.cli.harness.ChildRun;

/** Tests commands whose standard output cannot be written. */
class ClosedOutputTest {
  @TempDir
  private Path folder;

  @Test
  void aReaderThatEndsEndsTheCommandSilently() throws IOException {
    Process export = export(ProcessBuilder.Redirect.PIPE);
    export.getInputStream().close();
    assertEquals(141, export.onExit().join().exitValue(), errors());
    assertEquals("", errors());
  }

  @Test
  void aFullDiskIsReported() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    assertEquals(1, export(ProcessBuilder.Redirect.to(full.toFile())).onExit().join().exitValue(), errors());
    assertEquals("the run failed: standard output: cannot be written; its disk may be full, or its reader has ended\n",
        errors());
  }

  private Process export(ProcessBuilder.Redirect output) throws IOException {
    List<String> command = new ArrayList<>(ChildRun.java());
    command.addAll(List.of(Main.class.getName(), "sweep", "export", "--csv", "src/test/resources/old-sweep/cut"));
    return new ProcessBuilder(command).redirectOutput(output).redirectError(folder.resolve("errors").toFile()).start();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("errors"));
  }
}
