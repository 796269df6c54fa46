package org.mae4j.cli.terminal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.harness.ChildRun;

/** A Java program in a pseudo-terminal, which {@code script} of util-linux makes. */
final class PseudoTerminal implements AutoCloseable {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final Pattern DEVICE = Pattern.compile("(/dev/\\S+)\\R");
  private static final long POLL_NANOS = 20_000_000;

  private final Process process;
  private final Path output;

  private PseudoTerminal(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a program.
   *
   * @param directory working directory of the program, in which its output is kept
   * @param program its main class; it gets the properties that the launcher sets on a terminal
   */
  static PseudoTerminal start(Path directory, int columns, Class<?> program) {
    assumeTrue(Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux"), "needs util-linux");
    Path output = directory.resolve(program.getSimpleName() + ".txt");
    String java = String.join(" ", Stream.concat(ChildRun.java().stream(),
        Stream.of("-D" + TerminalWidth.OUTPUT + "=true", "-D" + TerminalWidth.ERROR + "=true", program.getName()))
        .map(word -> "'" + word + "'").toList());
    String command = "tty; stty cols " + columns + " rows 24 -echo; exec " + java;
    try {
      ProcessBuilder script = new ProcessBuilder(SCRIPT.toString(), "-qefc", command, "/dev/null")
          .directory(directory.toFile()).redirectOutput(output.toFile())
          .redirectError(ProcessBuilder.Redirect.DISCARD);
      script.environment().keySet().removeAll(Set.of("NO_COLOR", "CLICOLOR"));
      script.environment().put("TERM", "xterm-256color");
      return new PseudoTerminal(script.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the text that the program wrote is as wanted; returns false if the program ends before. */
  boolean await(Predicate<String> wanted) {
    while (!wanted.test(written())) {
      if (!process.isAlive()) {
        return wanted.test(written());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** Changes the width of the terminal, which tells the program. */
  void resize(int columns) throws IOException, InterruptedException {
    Matcher device = DEVICE.matcher(text());
    if (!device.find()) {
      throw new IllegalStateException(text());
    }
    new ProcessBuilder("stty", "-F", device.group(1), "cols", Integer.toString(columns)).start().waitFor();
  }

  /** Presses keys. */
  void type(String keys) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Returns what the program wrote, with its control characters and a line feed for each new line. */
  String written() {
    String text = text().replace("\r\n", "\n");
    return text.substring(text.indexOf('\n') + 1);
  }

  private String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns all texts that stood in a line of the terminal, one after the other where a line was written again.
   *
   * @param written what a program wrote
   */
  static List<String> lines(String written) {
    return Stream.of(written.replace("\033[K", "").split("[\r\n]")).toList();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      throw new IllegalStateException("does not end: " + written());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
