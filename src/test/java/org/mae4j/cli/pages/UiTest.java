package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.ChildRun;
import org.mae4j.config.UiConfig;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.ui.Client;

/** Tests the command {@code ui} and the options of trainings with live pages. */
class UiTest {
  private static final String RUNS = "/mae4j/api/runs";
  /** The line that the command prints. */
  private static final Pattern ADDRESS = Pattern.compile("(http://\\S+)\\R");

  @TempDir
  private Path directory;
  private Path conf;

  @BeforeEach
  void writeConfiguration() {
    conf = SmallExperiment.write(directory);
  }

  @Test
  void aBusyPortDoesNotStopTheTraining() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Captured run = Captured.run("pretrain", conf, "pretrain.epochs=1", "--ui", "ui.port=" + busy.getLocalPort(),
          "--out", directory.resolve("run"));
      assertEquals(0, run.code());
      assertTrue(run.out().contains("WARN: no live pages: ui.port: cannot listen on port " + busy.getLocalPort()),
          run.out());
      assertTrue(run.out().matches("(?s).*; port \\d+ is free; start them with \\./mae4j ui .*"), run.out());
      Captured ui = Captured.run("ui", directory, "--port", busy.getLocalPort());
      assertEquals(2, ui.code());
      assertTrue(ui.err().matches("ui\\.port: cannot listen on port " + busy.getLocalPort()
          + " \\(.+\\); port \\d+ is free\\R"), ui.err());
    }
  }

  /** On a terminal, where the pages would stay otherwise. */
  @Test
  void scriptsAskForPagesThatEndWithTheCommand() {
    System.setProperty(TerminalWidth.OUTPUT, "true");
    try {
      Captured run = Captured.run("pretrain", conf, "--ui=while-running", "--port", "0", "--host", "127.0.0.1",
          "pretrain.epochs=1", "--out", directory.resolve("run"));
      assertEquals(0, run.code(), run.err());
      assertTrue(run.out().contains("live pages: http://127.0.0.1:"), run.out());
      assertFalse(run.out().contains("until Ctrl-C"), run.out());
    } finally {
      System.clearProperty(TerminalWidth.OUTPUT);
    }
  }

  @Test
  void optionsOfThePagesAreChecked() {
    assertEquals(new Captured(2, "", "--port: needs --ui\n"), Captured.run("pretrain", conf, "--port", 9001));
    assertEquals(new Captured(2, "", "--host: needs --ui\n"), Captured.run("run", conf, "--host", "localhost"));
    assertEquals(new Captured(2, "", "--ui: must be --ui or --ui=while-running, is --ui=forever\n"),
        Captured.run("pretrain", "--ui=forever", conf));
    assertTrue(Captured.run("pretrain", "--ui", "--port", 65536, conf).err()
        .contains("ui.port: must lie between 0 and 65535, is 65536"));
    assertTrue(Captured.run("pretrain", "--ui", directory.resolve("none.conf")).err().contains("no such file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsTheCommandSuccessfully(String signal) throws IOException {
    if (signal.equals("INT")) {
      ChildRun.assumeInterruptsAreHeard();
    }
    try (ChildRun child = ChildRun.start(directory.resolve("printed.txt"), "ui", directory, "--port", "0")) {
      assertTrue(child.await(() -> child.printed(ADDRESS).isPresent()), child::printed);
      assertEquals(200, Client.of(child.printed(ADDRESS).orElseThrow()).get(RUNS).status());
      child.send(signal);
      assertEquals(0, child.exitCode(), child::printed);
      assertEquals(1, child.printed().lines().count(), child::printed);
    }
  }

  @Test
  void errorsAreReportedInOneLine() {
    assertEquals(new Captured(2, "", directory.resolve("none") + ": no such directory\n"),
        Captured.run("ui", directory.resolve("none")));
    assertEquals(new Captured(2, "", "--port: must lie between 0 and 65535, is 65536\n"),
        Captured.run("ui", "--port", 65536));
    assertEquals(new Captured(2, "", "--host: must name a host or an address\n"), Captured.run("ui", "--host", " "));
    assertEquals(new Captured(2, "",
        "--allowed-hosts: must be host names without a port, separated by commas, is 'bad:1'\n"),
        Captured.run("ui", "--allowed-hosts", "bad:1"));
  }

  @Test
  void theCommandAndTheOptionHaveTheSameDefaults() {
    UiConfig defaults = ConfigLoader.load(conf, List.of()).ui();
    assertEquals(new UiConfig(false, "127.0.0.1", 9000, ""), defaults);
    String help = Captured.run("ui", "--help").out();
    assertTrue(help.contains(defaults.host()) && help.contains(Integer.toString(defaults.port())), help);
  }
}
