package org.mae4j.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.text.WrappedText;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.experiment.SmallExperiment;

/** Programs in a real terminal. */
class TerminalTest {
  private static final String CTRL_C = "\003";

  @TempDir
  private static Path directory;
  @AutoClose
  private static TerminalCommands commands;

  @BeforeAll
  static void start() {
    SmallExperiment.write(directory);
    commands = TerminalCommands.start(directory);
  }

  @Test
  void theProgressBarHasTheWidthOfTheTerminalAlsoAfterAResize() throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.start(directory, 140, ProgressProgram.class)) {
      assertTrue(terminal.await(text -> text.contains("images/s\033[K")), terminal::written);
      terminal.resize(100);
      assertTrue(terminal.await(text -> lastBar(terminal) < 100), terminal::written);
      terminal.resize(80);
      assertTrue(terminal.await(text -> lastBar(terminal) < 80), terminal::written);
      terminal.type("\n");
      assertEquals(0, terminal.exitCode(), terminal::written);
      List<Integer> widths = new ArrayList<>();
      PseudoTerminal.lines(terminal.written()).stream().filter(line -> line.startsWith("pretrain"))
          .map(TerminalTest::columns)
          .filter(width -> widths.isEmpty() || !widths.get(widths.size() - 1).equals(width)).forEach(widths::add);
      assertEquals(List.of(140, 100, 80), widths);
      assertTrue(terminal.written().endsWith("\r\033[Kdone\n"), "the bar vanishes: " + terminal.written());
      assertEquals(1, terminal.written().split("\n").length, "the bar takes one line: " + terminal.written());
    }
  }

  /** Returns the columns of the bar that is shown. */
  private static int lastBar(PseudoTerminal terminal) {
    String text = terminal.written();
    return WrappedText.length(text.substring(text.lastIndexOf('\r', text.length() - 2) + 1).replace("\033[K", ""));
  }

  /** Returns the smallest of the tested widths at which a bar does not reach the last column. */
  private static int columns(String bar) {
    return Stream.of(80, 100, 140).filter(width -> WrappedText.length(bar) < width).findFirst().orElseThrow();
  }

  @Test
  void aRunFits80ColumnsAndItsPagesStayUntilCtrlC() throws Exception {
    ChildRun.assumeInterruptsAreHeard();
    commands.enter(80, "run small.conf --ui --port 0 --out first");
    assertTrue(commands.await(text -> text.contains("until Ctrl-C")), commands::written);
    commands.type(CTRL_C);
    Captured run = commands.end();
    assertEquals(0, run.code(), run.out());
    List<String> lines = PseudoTerminal.lines(run.out());
    List<String> wide = lines.stream().filter(line -> WrappedText.length(line) > 80).toList();
    assertEquals(List.of(), wide);
    String printed = String.join("\n", lines);
    assertTrue(printed.matches("(?s).*\\ndata:       .*\\nmodel:      .*\\nmachine:    .*\\nduration:   .*\\n"
        + "results:    first\\nlive pages: http://127\\.0\\.0\\.1:\\d+\\n--- pre-training\\n.*"), printed);
    assertTrue(printed.matches("(?s).*\\nreport:     first/report.html\\nlook again: ./mae4j ui first\\n"
        + "The live pages stay at http://127\\.0\\.0\\.1:\\d+ until Ctrl-C\\.[\\^C\\n]*"), printed);
  }

  @Test
  void errorsBreakBetweenWords() throws Exception {
    Captured refused = commands.run(40, "tiny.conf run pretrain.epochs=1");
    assertEquals(2, refused.code(), refused.out());
    assertEquals("mae4j: the command comes first: ./mae4j\n  run tiny.conf pretrain.epochs=1\n", refused.out());
  }

  @ParameterizedTest
  @CsvSource({"80, summary small.conf", "80, sweep show SEARCH", "100, run small.conf pretrain.epochs=1 probe.epochs=1 "
      + "finetune.epochs=1 data.source.train=60 --out run-100",
      "140, run small.conf pretrain.epochs=1 probe.epochs=1 "
          + "finetune.epochs=1 data.source.train=60 --out run-140"})
  void noLineIsWiderThanTheTerminal(int columns, String command) throws Exception {
    Captured done = commands.run(columns,
        command.replace("SEARCH", Path.of("experiments/sweep-search").toAbsolutePath().toString()));
    assertEquals(0, done.code(), done.out());
    List<String> lines = PseudoTerminal.lines(done.out()).stream().map(WrappedText::plain).toList();
    assertEquals(List.of(), lines.stream().filter(line -> WrappedText.length(line) > columns).toList());
    assertTrue(lines.stream().anyMatch(line -> line.matches("-+(  -+)+")), "a table: " + done.out());
  }

  @ParameterizedTest
  @CsvSource({"80, sweep", "100, ui", "140, run"})
  void theHelpInColorHasTheLinesOfThePlainHelp(int columns, String command) throws Exception {
    Captured help = commands.run(columns, command + " --help");
    assertEquals(0, help.code(), help.out());
    assertNotEquals(WrappedText.plain(help.out()), help.out(), "in color");
    assertEquals(Captured.run(command, "--help").out(), WrappedText.plain(help.out()));
  }
}
