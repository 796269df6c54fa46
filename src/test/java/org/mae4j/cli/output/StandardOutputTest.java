package org.mae4j.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import picocli.CommandLine;

class StandardOutputTest {
  private final PrintStream before = System.out;

  @AfterEach
  void restore() {
    System.setOut(before);
  }

  @Test
  void writesTheTextAsItIs() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    write("ü,1\n");
    assertEquals("ü,1\n", written.toString(StandardCharsets.UTF_8));
  }

  /** A file that standard output goes to would otherwise be cut off, and the command succeed. */
  @Test
  void aFullDiskIsReported() {
    System.setOut(new PrintStream(failing("No space left on device"), true, StandardCharsets.UTF_8));
    assertFails(() -> write("a,1\n"));
    PrintWriter printer = new CommandLine(CommandLine.Model.CommandSpec.create()).getOut();
    printer.print("a,1\n");
    assertFails(() -> StandardOutput.flush(printer));
  }

  /** As {@code head} does; a line about the failure would disturb what it prints. */
  @Test
  void aReaderThatHasEndedIsToldFromAFullDisk() {
    System.setOut(CheckedOutput.to(failing("Broken pipe")));
    assertThrows(LostReaderException.class, () -> write("a,1\n"));
    System.setOut(CheckedOutput.to(failing("No space left on device")));
    assertFails(() -> write("a,1\n"));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }

  private static void write(String text) throws IOException {
    try (StandardOutput out = StandardOutput.take()) {
      out.write(Path.of("-"), text);
    }
  }

  private static void assertFails(Executable action) {
    assertEquals("standard output: cannot be written; its disk may be full, or its reader has ended",
        assertThrows(IOException.class, action).getMessage());
  }
}
