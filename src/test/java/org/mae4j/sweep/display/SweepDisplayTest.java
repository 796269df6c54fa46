package org.mae4j.sweep.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.display.SweepSnapshot.TrialProgress;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class SweepDisplayTest {
  private static final Logger LOG = LoggerFactory.getLogger(SweepDisplayTest.class);
  private static final List<String> TABLE = List.of(
      "trial  depth  pretrain.val.maskedMse  state",
      "-----  -----  ----------------------  -----------------------------------",
      "    1      1                 0.03000  finished",
      "    2      2                 0.02000  finished, best",
      "    3      3                          pruned: after epoch 2, at 0.050000",
      "    4      4                          55 %, pretrain, epoch 3/5, loss 0.1",
      "    5      5                          starting",
      "[===========>        ] 3/5 trials, 0:01:00 left, best 0.02000 (trial 2), 0:01:30 elapsed");

  @TempDir
  private Path directory;
  private SweepPlan plan;

  @BeforeEach
  void load() {
    plan = Plans.load(directory, """
        sweep {
          objective = pretrain.val.maskedMse
          direction = minimize
          parallel = 2
          prune.after = 2
          parameters.model.decoder.depth = { integer = [1, 5] }
        }
        """);
  }

  @Test
  void tableHasEveryTrialAndProgressBar() {
    assertEquals(TABLE, new SweepTable(snapshot(), 120, 20).lines());
  }

  @Test
  void tableFitsTerminal() {
    List<String> narrow = new SweepTable(snapshot(), 60, 20).lines();
    assertTrue(narrow.stream().allMatch(line -> line.codePointCount(0, line.length()) <= 60), narrow.toString());
    assertEquals("    4      4                          55 %, pretrain, epoch…", narrow.get(5));
    List<String> low = new SweepTable(snapshot(), 120, 8).lines();
    assertEquals(List.of(TABLE.get(0), TABLE.get(3), TABLE.get(5), TABLE.get(6), "and 2 more that ended", TABLE.get(7)),
        IntStream.range(0, low.size()).filter(i -> i != 1).mapToObj(low::get).toList());
  }

  @Test
  void logLinesAppearAboveTable() throws IOException {
    Screen screen = new Screen(120);
    Terminal terminal = TerminalBuilder.builder().system(false).type("xterm").encoding(StandardCharsets.UTF_8)
        .streams(new ByteArrayInputStream(new byte[0]), screen).build();
    terminal.setSize(new Size(120, 20));
    AtomicReference<SweepSnapshot> now = new AtomicReference<>(begin());
    PrintStream out = System.out;
    System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8) {
      @Override
      public void write(byte[] bytes, int from, int count) {
        // A terminal adds a carriage return to a line feed.
        byte[] translated = new String(bytes, from, count, StandardCharsets.UTF_8).replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);
        super.write(translated, 0, translated.length);
      }
    });
    try {
      LiveTable table = new LiveTable(terminal, now::get);
      assertEquals("[>                   ] 0/5 trials, none finished yet, 0:00:00 elapsed", screen.lines().get(3));
      now.set(snapshot());
      table.draw();
      assertEquals(TABLE, screen.lines());
      LOG.info("a line");
      LOG.info("another, 32×32");
      table.begun(5, new TreeMap<>());
      List<String> all = screen.lines();
      assertEquals(List.of("a line", "another, 32×32"), all.subList(0, 2));
      assertEquals(TABLE, all.subList(2, all.size()));
      table.close();
      LOG.info("done");
      assertEquals(List.of("a line", "another, 32×32", "done"), screen.lines());
    } finally {
      System.setOut(out);
    }
  }

  /** The depth of the file's own decoder is 4. */
  @Test
  void namesATrialByWhatDistinguishesIt() {
    assertEquals("the settings of the file", SweepLines.description(plan.changes(Map.of("model.decoder.depth", "4"))));
    assertEquals("model.decoder.depth=2, model.maskRatio=0.5", SweepLines.description(plan.changes(
        Map.of("model.decoder.depth", "2", "model.decoder.width", "192", "model.maskRatio", "0.5"))));
  }

  @Test
  void printsProgressLineWithoutTerminal() {
    assertEquals("trial 4: 55 %, pretrain, epoch 3/5, loss 0.1; trial 5: starting; 3/5 trials, 0:01:00 left, "
        + "best 0.02000 (trial 2), 0:01:30 elapsed", SweepLines.progress(snapshot()));
  }

  /** Five trials, two of them in parallel; one took 20 seconds, one runs since 5 seconds, one has just started. */
  @Test
  void remainingTimeAssumesMeanDuration() throws IOException {
    long[] clock = {0};
    try (Journal journal = Journal.open(directory.resolve("sweep.jsonl"))) {
      SweepStatus status = new SweepStatus(plan, JournalHeading.of(plan), journal, () -> clock[0]);
      assertEquals(Optional.empty(), status.snapshot().left());
      journal.append(started(1));
      status.begun(1, new TreeMap<>());
      status.progress(1, 0.5, "pretrain");
      assertEquals(Map.of(1, new TrialProgress(0.5, "pretrain")), status.snapshot().running());
      journal.append(new TrialEvent.Finished(1, 1, 0.03, 20));
      status.ended(journal.trial(1, plan.sweep().repetitions()).orElseThrow());
      status.begun(2, new TreeMap<>());
      clock[0] += 5_000_000_000L;
      status.begun(3, new TreeMap<>());
      SweepSnapshot now = status.snapshot();
      assertEquals(Duration.ofSeconds(5), now.elapsed());
      assertEquals(0.2, now.fraction());
      assertEquals(OptionalInt.of(5), now.maxTrials());
      assertEquals(Optional.of(Duration.ofMillis((15 + 20 + 2 * 20) * 1000 / 2)), now.left());
    }
  }

  @Test
  void remainingTimeIsAtMostTimeLimit() throws IOException {
    SweepPlan hour = Plans.load(directory, """
        sweep { stop.hours = 1, parameters.model.decoder.depth = { integer = [1, 999] } }
        """);
    try (Journal journal = Journal.open(directory.resolve("sweep.jsonl"))) {
      SweepStatus status = new SweepStatus(hour, JournalHeading.of(hour), journal, () -> 0);
      journal.append(started(1));
      journal.append(new TrialEvent.Finished(1, 1, 0.03, 900));
      assertEquals(Optional.of(Duration.ofMinutes(45)), status.snapshot().left());
      assertEquals(0.25, status.snapshot().fraction());
    }
  }

  private SweepSnapshot begin() {
    return new SweepSnapshot(Ranking.of(JournalHeading.of(plan), List.of(started(1))),
        new TreeMap<>(Map.of(1, new TrialProgress(0, ""))), OptionalInt.of(5), 0, Duration.ZERO, Optional.empty());
  }

  private SweepSnapshot snapshot() {
    List<TrialEvent> events = List.of(started(1), started(2), new TrialEvent.Finished(1, 1, 0.03, 20),
        new TrialEvent.Finished(2, 1, 0.02, 20), started(3), started(4), new TrialEvent.Pruned(3, 2, 0.05, 10),
        started(5));
    return new SweepSnapshot(Ranking.of(JournalHeading.of(plan), events),
        new TreeMap<>(Map.of(4, new TrialProgress(0.55, "pretrain, epoch 3/5, loss 0.1"), 5, new TrialProgress(0, ""))),
        OptionalInt.of(5), 0.59, Duration.ofSeconds(90), Optional.of(Duration.ofSeconds(60)));
  }

  private static TrialEvent started(int trial) {
    return new TrialEvent.Started(trial, 1,
        new TreeMap<>(Map.of("model.decoder.depth", Integer.toString(trial))));
  }
}
