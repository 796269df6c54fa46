package org.mae4j.cli.output;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.mae4j.base.file.DurableFile;

/** The place of a text for other programs: a file, or standard output, which then has nothing else. */
public final class StandardOutput implements AutoCloseable {
  /** Name of a file that stands for standard output. */
  private static final String NAME = "-";

  private final PrintStream out = System.out;

  private StandardOutput() {}

  /** Returns whether an option names standard output. */
  public static boolean isNamed(Optional<Path> file) {
    return file.filter(path -> path.toString().equals(NAME)).isPresent();
  }

  /** Takes standard output: until this is closed, messages go to standard error. */
  public static StandardOutput take() {
    StandardOutput taken = new StandardOutput();
    System.setOut(System.err);
    return taken;
  }

  /**
   * Flushes the printer of a command, which prints to standard output.
   *
   * @throws LostReaderException if the program that reads standard output has ended
   * @throws IOException if not everything could be written; neither the printer nor standard output says so by itself
   */
  public static void flush(PrintWriter printer) throws IOException {
    printer.flush();
    requireWritten(System.out);
  }

  private static void requireWritten(PrintStream out) throws IOException {
    if (out.checkError()) {
      if (out instanceof CheckedOutput checked && checked.hasLostItsReader()) {
        throw new LostReaderException();
      }
      throw new IOException("standard output: cannot be written; its disk may be full, or its reader has ended");
    }
  }

  /** Writes a text to {@code file}, or to standard output if it is named so. */
  public void write(Path file, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (isNamed(Optional.of(file))) {
      out.write(bytes);
      requireWritten(out);
    } else {
      DurableFile.write(file, bytes);
    }
  }

  @Override
  public void close() {
    System.setOut(out);
  }
}
