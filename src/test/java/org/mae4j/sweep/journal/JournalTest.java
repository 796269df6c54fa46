package org.mae4j.sweep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.base.text.CsvText;
import org.mae4j.sweep.SweepFiles;
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.execution.SweepOutcome;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepObjective;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests sweeps that are interrupted at any moment and resumed, and the lines of their journals. */
class JournalTest {
  @TempDir
  private Path directory;
  private final List<TrialRun> runs = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"grid", "random", "genetic", "tpe"})
  void resumesFromJournalCutAnywhere(String generator) {
    SweepPlan plan = Plans.troubled(directory, generator, 14, 1);
    List<String> whole = search(plan, "");
    List<TrialRun> all = List.copyOf(runs);
    String events = String.join("", whole);
    List.of("finished", "failed", "invalid").forEach(event -> assertTrue(events.contains(event), event));
    assertEquals(List.of("random", "genetic").contains(generator), events.contains("\"repeated\""));
    String text = String.join("\n", whole) + "\n";
    int ended = 0;
    int start = 0;
    for (String line : whole) {
      for (int cut : new int[] {start, start + line.length() / 2}) {
        assertEquals(whole, search(plan, text.substring(0, cut)));
        assertEquals(all.subList(ended, all.size()), runs, "completed runs do not run again");
      }
      start += line.length() + 1;
      ended += line.contains("\"finished\"") || line.contains("\"failed\"") ? 1 : 0;
    }
    assertEquals(whole, search(plan, text));
    assertEquals(List.of(), runs);
  }

  @Test
  void listsDifferencesToAnotherSweep() {
    JournalHeading before = JournalHeading.of(Plans.drawn(directory, "random", 1, 10));
    assertEquals(List.of(), before.differences(JournalHeading.of(Plans.drawn(directory, "random", 1, 20))));
    assertEquals(List.of("sweep.generator: was random, is genetic", "sweep.seed: was 1, is 2"),
        before.differences(JournalHeading.of(Plans.drawn(directory, "genetic", 2, 10))));
    assertTrue(before.differences(JournalHeading.of(Plans.grid(directory))).contains(
        "sweep.parameters.model.maskRatio: was uniform [0.2, 0.9], is choice [0.5, 0.6, 0.7]"));
  }

  @Test
  void listsEachDifferenceOfTheSpace() {
    String rest = "\nsweep { generator = random, stop.trials = 9 }\n";
    JournalHeading before = JournalHeading.of(Plans.load(directory, """
        sweep.parameters {
          model.maskRatio = { uniform = [0.2, 0.9] }
          model.decoder.depth = { integer = [1, 7] }
          model.pooling = { choice = [mean, class-token] }
          seed = { integer = [1, 3] }
        }""" + rest));
    JournalHeading now = JournalHeading.of(Plans.load(directory, """
        model.decoder.depth = 3
        sweep.parameters {
          model.maskRatio = { uniform = [0.3, 0.9] }
          model.pooling = { choice = [mean, class-token] }
          seed = { integer = [1, 5] }
          train.maxSkips = { integer = [0, 2] }
        }""" + rest.replace("9", "19")));
    assertEquals(List.of("sweep.parameters.model.decoder.depth: was integer [1, 7], step 1, is not searched but 3",
        "sweep.parameters.model.maskRatio: was uniform [0.2, 0.9], is uniform [0.3, 0.9]",
        "sweep.parameters.seed: was integer [1, 3], step 1, is integer [1, 5], step 1",
        "sweep.parameters.train.maxSkips: was not searched but 0, is integer [0, 2], step 1"), before.differences(now));
  }

  /** Before the file's own settings became trial 1, sweeps had sampled trials only. */
  @Test
  void oldJournalHasNoDefaultTrial() throws IOException {
    SweepPlan plan = SweepLoader.load(Files.writeString(directory.resolve("x.conf"), """
        sweep { generator = random, stop.trials = 3, parameters.model.maskRatio = { uniform = [0.5, 0.8] } }
        """), List.of());
    assertEquals(List.of(Map.of("model.maskRatio", "0.75")), plan.enqueued());
    JournalHeading now = JournalHeading.of(plan);
    assertEquals(plan, now.resumed(plan));
    JournalHeading old = JournalHeading.of(plan.withoutDefaultTrial());
    assertEquals(List.of("sweep.enqueue: was not set, is [{model.maskRatio=0.75}]"), old.differences(now));
    assertEquals(List.of(), old.resumed(plan).enqueued());
    assertEquals(List.of(), old.differences(JournalHeading.of(old.resumed(plan))));
  }

  @Test
  void rejectsJournalWithOtherTrials() {
    SweepPlan plan = Plans.troubled(directory, "random", 14, 1);
    String text = String.join("\n", search(plan, "")) + "\n";
    String other = text.replaceFirst("\"model.decoder.depth\":\"\\d\"", "\"model.decoder.depth\":\"9\"");
    assertTrue(assertThrows(UserException.class, () -> search(plan, other)).getMessage()
        .startsWith("the journal belongs to another sweep: trial 1 has {model.decoder.depth=9"));
  }

  @Test
  void reportsNumberOfInvalidLine() throws IOException {
    Path file = Files.writeString(directory.resolve("sweep.jsonl"),
        "{\"event\":\"sweep\",\"version\":2,\"objective\":\"knn.val.accuracy\","
            + "\"direction\":\"maximize\",\"repeat\":1,\"settings\":{}}\n");
    assertEquals(file + ":1: the journal has version 2; this program reads version 1",
        assertThrows(UserException.class, () -> Journal.open(file)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      textBlock = """
          1 | "4"                 | null                 | not a line of a journal: settings.model.patch is null
          2 | "candidate":1       | "candidate":0        | not a line of a journal: candidate is 0, but must be at least 1
          2 | "2"                 | null                 | not a line of a journal: parameters.model.patch is null
          3 | 0.25                | 1e999                | not a line of a journal: objective is too large a number
          3 | 0.25                | "high"               | not a line of a journal: Cannot deserialize value of type `double`
          3 | 3.0                 | "Infinity"           | not a line of a journal: seconds is "Infinity", but must be finite
          3 | [2.0]               | [null]               | not a line of a journal: others[0] is null
          3 | [2.0]               | []                   | others has 0 values, but the sweep has 1 objectives beside
          """)
  void namesALineWithAnImpossibleValue(int line, String value, String impossible, String problem) throws IOException {
    List<String> lines = new ArrayList<>(List.of(
        new JournalHeading(1, "knn.val.accuracy", Direction.MAXIMIZE, 1, new TreeMap<>(Map.of("model.patch", "4")),
            List.of(new SweepObjective("cost.cpuMinutes", Direction.MINIMIZE))).json(),
        new TrialEvent.Started(1, 1, new TreeMap<>(Map.of("model.patch", "2"))).json(),
        new TrialEvent.Finished(1, 1, 0.25, 3, List.of(2.0)).json()));
    lines.set(line - 1, lines.get(line - 1).replace(value, impossible));
    Path file = Files.write(directory.resolve("sweep.jsonl"), lines);
    String message = assertThrows(UserException.class, () -> Journal.Content.read(file)).getMessage();
    assertTrue(message.startsWith(file + ":" + line + ": " + problem), message);
  }

  @Test
  void readsBackEveryEvent() {
    TreeMap<String, String> parameters = new TreeMap<>(Map.of("model.pooling", "\"mean\""));
    List<TrialEvent> events =
        List.of(new TrialEvent.Started(1, 2, parameters), new TrialEvent.Measured(1, 2, Double.NaN),
            new TrialEvent.Measured(1, 4, 0.1), new TrialEvent.Measured(1, 5, 0.1, 2.00035),
            new TrialEvent.Finished(1, 1, 0.25, 1.5),
            new TrialEvent.Finished(1, 2, 0.25, 1.5, List.of(1e9, Double.NaN)), new TrialEvent.Pruned(2, 4, 1e-3, 2.5),
            new TrialEvent.Failed(3, 1, "no \"memory\"", 3), new TrialEvent.Retried(3),
            new TrialEvent.Invalid(4, "odd", parameters),
            new TrialEvent.Repeated(5, 1, parameters));

    assertEquals(events, events.stream().map(event -> parsed(event.json())).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mask-ratio", "quick", "search"})
  void writesRecordedEventsUnchanged(String name) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("experiments/sweep-" + name, "sweep.jsonl"));
    List<String> events = lines.subList(1, lines.size());
    assertEquals(events, events.stream().map(line -> parsed(line).json()).toList());
  }

  @Test
  void lineFormatIsStable() {
    TreeMap<String, String> parameters = new TreeMap<>(Map.of("model.patch", "4"));
    assertEquals(
        List.of("{\"event\":\"started\",\"candidate\":1,\"repetition\":2,\"parameters\":{\"model.patch\":\"4\"}}",
            "{\"event\":\"measured\",\"candidate\":1,\"epoch\":2,\"figure\":\"NaN\"}",
            "{\"event\":\"measured\",\"candidate\":1,\"epoch\":3,\"figure\":0.5,\"cpuMinutes\":1.25}",
            "{\"event\":\"finished\",\"candidate\":1,\"repetition\":1,\"objective\":0.25,\"seconds\":3.0}",
            "{\"event\":\"finished\",\"candidate\":1,\"repetition\":2,\"objective\":0.25,\"seconds\":3.0,"
                + "\"others\":[1.0E9]}",
            "{\"event\":\"pruned\",\"candidate\":1,\"epoch\":4,\"figure\":0.001,\"seconds\":2.5}",
            "{\"event\":\"failed\",\"candidate\":1,\"repetition\":1,\"reason\":\"no\",\"seconds\":3.0}",
            "{\"event\":\"retried\",\"candidate\":1}",
            "{\"event\":\"invalid\",\"candidate\":1,\"reason\":\"no\",\"parameters\":{\"model.patch\":\"4\"}}",
            "{\"event\":\"repeated\",\"candidate\":2,\"earlier\":1,\"parameters\":{\"model.patch\":\"4\"}}"),
        Stream.of(new TrialEvent.Started(1, 2, parameters), new TrialEvent.Measured(1, 2, Double.NaN),
            new TrialEvent.Measured(1, 3, 0.5, 1.25), new TrialEvent.Finished(1, 1, 0.25, 3),
            new TrialEvent.Finished(1, 2, 0.25, 3, List.of(1e9)),
            new TrialEvent.Pruned(1, 4, 1e-3, 2.5),
            new TrialEvent.Failed(1, 1, "no", 3), new TrialEvent.Retried(1),
            new TrialEvent.Invalid(1, "no", parameters),
            new TrialEvent.Repeated(2, 1, parameters)).map(TrialEvent::json).toList());
    assertTrue(JournalHeading.of(Plans.grid(directory)).json().startsWith("{\"event\":\"sweep\",\"version\":1,"
        + "\"objective\":\"linearProbe.val.accuracy\",\"direction\":\"maximize\",\"repeat\":1,\"settings\":{"));
  }

  private static TrialEvent parsed(String json) {
    return JournalLine.parse(SweepLoader.recordedSettings(), "x:1", json, TrialEvent.class);
  }

  /** The settings of an old journal have former names, and lack keys that were added later. */
  @ParameterizedTest
  @ValueSource(strings = {"mask-ratio", "quick", "search"})
  void recordedSweepCanBeResumed(String name) throws IOException {
    JournalHeading heading = Journal.Content.read(Path.of("experiments/sweep-" + name, "sweep.jsonl")).heading()
        .orElseThrow();
    // MAE4J_CIFAR10 may name another directory of the same data.
    String dataDirectory = "data.dir=" + heading.settings().get("data.dir");
    SweepPlan plan = SweepLoader.load(Path.of("conf/sweeps", name + ".conf"), List.of(dataDirectory));
    assertEquals(List.of(), heading.differences(JournalHeading.of(plan)));
  }

  /** A sweep that ran before pruning was added. */
  @Test
  void showsOldJournal() throws IOException {
    String narrow = SweepFiles.read(Path.of("experiments/sweep-search")).text(80);
    assertTrue(narrow.lines().allMatch(line -> line.codePointCount(0, line.length()) <= 80), narrow);
    assertTrue(narrow.contains(" accuracy  ") && narrow.contains("\nbest trial: 2, finetune.val.accuracy "), narrow);
    String shown = SweepFiles.read(Path.of("experiments/sweep-quick")).text(Integer.MAX_VALUE);
    assertTrue(shown.contains("best trial: "), shown);
    assertFalse(shown.contains("pruned"), shown);
  }

  @Test
  void exportsCurvesAndCpuTimeOfTrials() throws IOException {
    SweepFiles sweep = SweepFiles.read(Path.of("experiments/sweep-search"));
    List<List<String>> lines = CsvText.read(sweep.csv("finetune.val.accuracy"));
    int first = CsvText.read(sweep.csv()).get(0).size();
    assertEquals(List.of("finetune.val.accuracy@1", "finetune.val.accuracy@2", "finetune.val.accuracy@3",
        "finetune.val.accuracy@4", "finetune.val.accuracy@5", "finetune.val.accuracy@6", "pretrain.cpuSeconds",
        "finetune.cpuSeconds"), lines.get(0).subList(first, lines.get(0).size()));
    List<String> best = lines.get(1);
    assertEquals(List.of(best.get(3), "59.734", "175.792"), best.subList(first + 5, first + 8));
    List<String> pruned = lines.stream().filter(line -> line.get(2).equals("pruned")).findFirst().orElseThrow();
    assertEquals("", pruned.get(first + 5));
    assertEquals(lines.get(0).size(), pruned.size());
    assertEquals(
        "experiments/sweep-search/trials: no trial has the metric 'finetune.accuracy' in metrics.csv; found: "
            + "finetune.val.accuracy, pretrain.val.loss, pretrain.val.maskedMse",
        assertThrows(UserException.class, () -> sweep.csv("finetune.accuracy")).getMessage());
  }

  /** Resumes a sweep, records its runs and returns the lines of the journal. @param before content of the journal */
  private List<String> search(SweepPlan plan, String before) {
    runs.clear();
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, (run, listener) -> {
      runs.add(run);
      return Plans.troubledObjective(run);
    }).lines();
  }
}
