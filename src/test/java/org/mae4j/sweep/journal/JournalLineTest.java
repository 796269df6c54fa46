package org.mae4j.sweep.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.mae4j.sweep.execution.Plans;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.plan.SweepLoader;

/** Tests the lines of journals, and the messages about lines that cannot be read. */
class JournalLineTest {
  @TempDir
  private Path directory;

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
}
