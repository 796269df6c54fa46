package org.mae4j.cli.harness;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.cli.Main;
import org.mae4j.testing.HaltSignal;

/** A command in a separate process, which signals can stop. */
public final class ChildRun implements AutoCloseable {
  /** Short enough not to miss a moment; the test reads files at each poll, which takes time from the process. */
  private static final long POLL_NANOS = 1_000_000;
  /** A shell may start this process in the background with SIGINT ignored, which child processes would inherit. */
  private static final List<String> HEARING_INTERRUPTS = List.of("env", "--default-signal=INT");
  private static final boolean HEARS_INTERRUPTS = knowsSignals();

  private final Process process;
  private final Path output;
  private final HaltSignal signal;

  private ChildRun(Process process, Path output) {
    this.process = process;
    this.signal = new HaltSignal(process.pid());
    this.output = output;
  }

  /** @param output file for what it prints */
  public static ChildRun start(Path output, Object... words) {
    return start(Map.of(), output, words);
  }

  /** @param environment variables that differ from those of this process */
  public static ChildRun start(Map<String, String> environment, Path output, Object... words) {
    List<String> command = new ArrayList<>(java());
    command.add(Main.class.getName());
    Arrays.stream(words).map(Object::toString).forEach(command::add);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new ChildRun(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether this system's {@code env} has the option, which coreutils have since 8.31. */
  private static boolean knowsSignals() {
    try {
      return new ProcessBuilder(Stream.concat(HEARING_INTERRUPTS.stream(), Stream.of("true")).toList())
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the command that starts a program of this class path, without the name of its class. */
  public static List<String> java() {
    List<String> command = new ArrayList<>(HEARS_INTERRUPTS ? HEARING_INTERRUPTS : List.of());
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-BytecodeVerificationRemote", "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
    // What is opened to this process, for libraries that need it.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(word -> word.startsWith("--add-opens"))
        .forEach(command::add);
    // Absolute, for a program may have another working directory.
    command.addAll(List.of("-cp", Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator))));
    return command;
  }

  /** Sends SIGKILL as soon as {@code moment} is true. Returns false if the process ended before. */
  public boolean killAt(BooleanSupplier moment) {
    boolean reached = await(moment);
    kill();
    return reached;
  }

  /** Sends SIGKILL and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /**
   * Halts the process as soon as {@code moment} is true; its files are then those that SIGKILL would leave. Returns false
   * if the process ended before.
   */
  public boolean haltAt(BooleanSupplier moment) {
    boolean reached = await(moment);
    signal.halt();
    return reached;
  }

  /** Lets a halted process go on. */
  public void goOn() {
    signal.goOn();
  }

  /** Waits until {@code moment} is true. Returns false if the process ends before. */
  public boolean await(BooleanSupplier moment) {
    while (!moment.getAsBoolean()) {
      if (!process.isAlive()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** @param signal as {@code kill} takes it, such as TERM */
  public void send(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test if child processes ignore SIGINT. */
  public static void assumeInterruptsAreHeard() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!HEARS_INTERRUPTS && Files.exists(status)) {
      String ignored = Files.readString(status).lines().filter(line -> line.startsWith("SigIgn:")).findFirst()
          .orElseThrow().split("\\s+")[1];
      assumeFalse((Long.parseUnsignedLong(ignored, 16) & 2) != 0, "SIGINT is ignored here");
    }
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() {
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException("does not end: " + printed());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Returns the output so far. */
  public String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the first group of a pattern in the output so far. */
  public Optional<String> printed(Pattern pattern) {
    return pattern.matcher(printed()).results().map(found -> found.group(1)).findFirst();
  }

  @Override
  public void close() {
    signal.close();
    process.destroyForcibly();
  }
}
