package org.mae4j.cli.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.cli.Mae4j;

/**
 * A process that runs one command line after another, in a directory and an environment of its own. Its script
 * {@code mae4j} in that directory takes the place of the launcher, without a new Java process for each command.
 */
public final class CommandProcess implements AutoCloseable {
  private static final String SCRIPT = """
      #!/usr/bin/env bash
      folder="$(dirname "${BASH_SOURCE[0]}")"
      printf '%s\\n' "$@" | timeout 1200 dd status=none of="$folder/.request"
      exit "$(timeout 1200 cat "$folder/.answer")"
      """;

  private final Process process;
  private final Path directory;
  private final Path output;

  private CommandProcess(Process process, Path directory, Path output) {
    this.process = process;
    this.directory = directory;
    this.output = output;
  }

  /**
   * Starts the process and writes its script.
   *
   * @param directory working directory
   * @param environment variables that differ from those of this process
   */
  public static CommandProcess start(Path directory, Map<String, String> environment) throws IOException {
    Path script = Files.writeString(directory.resolve("mae4j"), SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path output = Files.createFile(directory.resolve("output.txt"));
    new ProcessBuilder("mkfifo", ".request", ".answer").directory(directory.toFile()).start().onExit().join();
    List<String> command = new ArrayList<>(ChildRun.java());
    command.add(CommandProcess.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return new CommandProcess(builder.start(), directory, output);
  }

  /** Runs the command lines that the script passes, until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    while (true) {
      String[] words = Files.readString(Path.of(".request"), UTF_8).split("\n");
      int code = Mae4j.execute(words);
      Files.writeString(Path.of(".answer"), Integer.toString(code));
    }
  }

  /** Runs a command; what it prints is in {@link Captured#out}. */
  public Captured run(Object... words) throws IOException {
    long before = Files.size(output);
    List<String> command = Stream.concat(Stream.of("./mae4j"), Stream.of(words)).map(Object::toString).toList();
    int code = new ProcessBuilder(command).directory(directory.toFile()).start().onExit().join().exitValue();
    byte[] printed = Files.readAllBytes(output);
    return new Captured(code, new String(printed, (int) before, printed.length - (int) before, UTF_8), "");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
