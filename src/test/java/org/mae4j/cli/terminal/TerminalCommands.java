package org.mae4j.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.Mae4j;
import org.mae4j.cli.harness.Captured;

/**
 * A process in a pseudo-terminal that runs the command lines typed there. One process runs the commands of many tests,
 * because its start takes longer than most of them.
 */
final class TerminalCommands implements AutoCloseable {
  private static final String READY = "ready\n";
  /** Printed before the exit code of each command. */
  private static final String END = "\f";
  private static final Pattern ENDED = Pattern.compile(END + "(\\d+)\n$");
  private static final long POLL_NANOS = 1_000_000;

  private final PseudoTerminal terminal;
  private int before;

  private TerminalCommands(PseudoTerminal terminal) {
    this.terminal = terminal;
  }

  /** @param directory working directory of the commands */
  static TerminalCommands start(Path directory) {
    PseudoTerminal terminal = PseudoTerminal.start(directory, 80, TerminalCommands.class);
    if (!terminal.await(text -> text.equals(READY))) {
      throw new IllegalStateException(terminal.written());
    }
    return new TerminalCommands(terminal);
  }

  /** Runs each line: the columns of the terminal and the words of a command. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    System.out.print(READY);
    BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = typed.readLine(); line != null; line = typed.readLine()) {
      String[] parts = line.split(" ", 2);
      awaitWidth(Integer.parseInt(parts[0]));
      int code = Mae4j.execute(parts[1].split(" "));
      System.out.println(END + code);
    }
  }

  /** Waits until this process knows of a resize, of which a signal tells. */
  private static void awaitWidth(int columns) {
    while (TerminalWidth.columns() != columns) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Runs a command. */
  Captured run(int columns, String words) throws IOException, InterruptedException {
    enter(columns, words);
    return end();
  }

  /** Starts a command. @param words separated by single spaces */
  void enter(int columns, String words) throws IOException, InterruptedException {
    before = terminal.written().length();
    terminal.resize(columns);
    terminal.type(columns + " " + words + "\n");
  }

  /** Waits until the text that the command wrote is as wanted; returns false if the process ends before. */
  boolean await(Predicate<String> wanted) {
    return terminal.await(text -> wanted.test(text.substring(before)));
  }

  void type(String keys) throws IOException {
    terminal.type(keys);
  }

  String written() {
    return terminal.written().substring(before);
  }

  /** Waits for the end of the command; what it wrote is in {@link Captured#out}. */
  Captured end() {
    if (!await(text -> ENDED.matcher(text).find())) {
      throw new IllegalStateException(written());
    }
    String written = written();
    Matcher end = ENDED.matcher(written);
    end.find();
    return new Captured(Integer.parseInt(end.group(1)), written.substring(0, end.start()), "");
  }

  @Override
  public void close() {
    terminal.close();
  }
}
