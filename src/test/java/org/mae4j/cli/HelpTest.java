package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.base.text.WrappedText;
import org.mae4j.cli.harness.Captured;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The help of all commands on a terminal of 80 columns. */
class HelpTest {
  private static final int COLUMNS = 80;
  private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z]*(?:\\.[A-Za-z]+)+(?:=[\\w.]*\\w)?");

  static List<CommandSpec> commands() {
    return withSubcommands(Mae4j.commandLine()).map(CommandLine::getCommandSpec).toList();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpFits(CommandSpec command) {
    String help = command.commandLine().getUsageMessage();
    List<String> wide = help.lines().filter(line -> WrappedText.length(line) > COLUMNS).toList();
    assertEquals(List.of(), wide);
  }

  /** Codes of colors take no columns of a terminal. */
  @ParameterizedTest
  @MethodSource("commands")
  void theHelpInColorHasTheSameLines(CommandSpec command) {
    String colored = command.commandLine().getUsageMessage(Ansi.ON);
    assertTrue(colored.contains("\033[1m"), colored);
    assertEquals(command.commandLine().getUsageMessage(Ansi.OFF), WrappedText.plain(colored));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noKeyIsBroken(CommandSpec command) {
    String help = command.commandLine().getUsageMessage();
    for (ArgSpec argument : command.args()) {
      String description = String.join(" ", argument.description());
      for (String key : KEY.matcher(description).results().map(found -> found.group()).collect(Collectors.toSet())) {
        assertTrue(help.contains(key), key + " in\n" + help);
      }
    }
  }

  @Test
  void aSweepNeedsNoFurtherCommand() {
    String help = Captured.run("sweep", "--help").out();
    assertTrue(help.startsWith("""
        Usage: mae4j sweep [OPTIONS] CONF [key=value...]
               mae4j sweep show DIR
               mae4j sweep export DIR --csv
        """), help);
    assertFalse(help.contains("[CONF]"), help);
  }

  @Test
  void furtherLinesAreIndentedBelowTheirColumn() {
    String help = Captured.run("run", "--help").out();
    assertTrue(help.contains("      [key=value...]         Settings that take precedence over the file, such\n"
        + "                             as pretrain.epochs=5.\n"), help);
    assertTrue(help.startsWith("""
        Usage: mae4j run [-hV] [--gpu] [--ui[=while-running]] [--host=H] [--out=DIR]
                         [--port=P] [--threads=N] [--plugins=JAR]... CONF [key=value...]
        """), help);
  }

  @Test
  void aCommandBehindItsArgumentsIsRecognized() {
    assertEquals(new Captured(2, "", "mae4j: the command comes first: ./mae4j pretrain tiny.conf\n"),
        Captured.run("tiny.conf", "pretrain"));
    assertEquals(new Captured(2, "", "mae4j: the command comes first: ./mae4j run tiny.conf pretrain.epochs=1\n"),
        Captured.run("tiny.conf", "run", "pretrain.epochs=1"));
    assertEquals(new Captured(2, "", "mae4j: the command comes first: ./mae4j sweep show 'runs/my sweep'\n"),
        Captured.run("sweep", "runs/my sweep", "show"));
  }

  @Test
  void aCommandThatDoesNotExistIsNotMovedBehindAnother() {
    assertTrue(Captured.run("bogus", "run", "tiny.conf").err().startsWith("mae4j: unknown command 'bogus'"));
  }

  @Test
  void theMostSimilarCommandOrOptionIsNamed() {
    Captured unknown =
        new Captured(2, "", "mae4j: unknown command 'rnu', did you mean 'run'?\nTry './mae4j --help'.\n");
    assertEquals(unknown, Captured.run("rnu", "tiny.conf"));
    assertEquals(unknown, Captured.run("help", "rnu"));
    assertEquals(unknown, Captured.run("rnu", "--help"));
    assertEquals(
        new Captured(2, "", "mae4j: unknown option '--prot', did you mean '--port'?\nTry './mae4j ui --help'.\n"),
        Captured.run("ui", "--prot=9001"));
    assertEquals(new Captured(2, "", "mae4j: unknown option '--lr'; settings have no dashes: pretrain.epochs=5\n"
        + "Try './mae4j finetune --help'.\n"), Captured.run("finetune", "runs/a", "--lr", "1e-3"));
    assertEquals(new Captured(2, "", "mae4j: unknown command 'shwo', did you mean 'show'?\n"
        + "Try './mae4j sweep --help'.\n"), Captured.run("sweep", "shwo", "runs/a"));
    assertTrue(Captured.run("sweep", "exprot", "runs/a", "--csv").err().contains("did you mean 'export'?"));
    assertEquals(new Captured(2, "", "mae4j: unknown option '--fromat', did you mean '--format'?\n"
        + "Try './mae4j export --help'.\n"),
        Captured.run("export", "runs/a", "--fromat", "x"));
    assertEquals(new Captured(2, "", "mae4j: unexpected word 'twice'\nTry './mae4j doctor --help'.\n"),
        Captured.run("doctor", "twice"));
  }

  @Test
  void aCommandIsMissingBeforeAFile() {
    assertEquals(new Captured(2, "", "mae4j: name a command before 'conf/quickstart.conf', such as ./mae4j run "
        + "conf/quickstart.conf\nTry './mae4j --help'.\n"), Captured.run("conf/quickstart.conf"));
  }

  @Test
  void helpIsACommandToo() {
    assertEquals(Captured.run("--help"), Captured.run("help"));
    assertEquals(Captured.run("sweep", "show", "--help"), Captured.run("help", "sweep", "show"));
  }

  @Test
  void settingsBeforeTheirFileAreRecognized() {
    assertEquals(new Captured(2, "",
        "pretrain.epochs=1: CONF comes before the settings; write tiny.conf pretrain.epochs=1\n"),
        Captured.run("run", "pretrain.epochs=1", "tiny.conf"));
    assertEquals(2, Captured.run("sweep", "sweep.stop.trials=1", "tiny.conf").code());
    assertEquals(new Captured(2, "", "probe.epochs=1: RUN comes before the settings; write runs/a probe.epochs=1\n"),
        Captured.run("probe", "probe.epochs=1", "runs/a"));
  }

  @Test
  void resumeTakesNoSettings() {
    assertEquals(new Captured(2, "", "pretrain.epochs=3: resume takes no settings; a run continues with those that it "
        + "began with\n"), Captured.run("resume", "runs/a", "pretrain.epochs=3"));
    assertEquals(new Captured(2, "", "runs/b: resume takes one run\n"), Captured.run("resume", "runs/a", "runs/b"));
    assertTrue(Captured.run("resume", "--help").out().contains(" RUN\n"), "no further arguments");
  }

  @Test
  void missingArgumentsAreStillNamed() {
    assertTrue(Captured.run("run").err().startsWith("mae4j: Missing required parameter: 'CONF'"));
  }
}
