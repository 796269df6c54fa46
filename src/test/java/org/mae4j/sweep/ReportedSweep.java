package org.mae4j.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;

/** A sweep whose journal a test writes, and its report. */
final class ReportedSweep {
  static final String RATE = "pretrain.optimizer.baseLearningRate";
  static final String DEPTH = "model.decoder.depth";
  static final String POOLING = "model.pooling";

  private final Path directory;

  /** @param directory to create */
  ReportedSweep(Path directory) throws IOException {
    this.directory = Files.createDirectory(directory);
  }

  Path directory() {
    return directory;
  }

  /** Begins the journal anew. @param repeat runs per trial */
  void begin(int repeat) throws IOException {
    begin(repeat, Direction.MAXIMIZE);
  }

  void begin(int repeat, Direction direction) throws IOException {
    SortedMap<String, String> settings = new TreeMap<>(Map.of("sweep.generator", "random", "sweep.seed", "7",
        "sweep.parameters." + RATE, "logUniform [1.0E-4, 0.01]", "sweep.parameters." + DEPTH, "integer [1, 8], step 1",
        "sweep.parameters." + POOLING, "choice [mean, token]", "model.patch", "2", "train.maxSkips", "0"));
    String heading = """
        {"event":"sweep","version":1,"objective":"knn.val.accuracy","direction":"%s","repeat":%d,"settings":{%s}}
        """.formatted(direction.name().toLowerCase(Locale.ROOT), repeat, String.join(",", settings.entrySet()
        .stream().map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"").toList()));
    Files.writeString(directory.resolve("sweep.jsonl"), heading);
  }

  void write(TrialEvent... events) throws IOException {
    Path journal = directory.resolve("sweep.jsonl");
    Files.writeString(journal, Files.readString(journal)
        + String.join("", Stream.of(events).map(event -> event.json() + "\n").toList()));
  }

  void finished(int trial, double objective, Map<String, String> parameters) throws IOException {
    write(new TrialEvent.Started(trial, 1, new TreeMap<>(parameters)),
        new TrialEvent.Finished(trial, 1, objective, 60 * trial));
  }

  /** Finishes trials whose objective increases with the learning rate. */
  void finish(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      finished(i, i, parameters(Double.toString(1e-4 * i), 1 + i % 3, i % 2 == 0 ? "mean" : "token"));
    }
  }

  static Map<String, String> parameters(String rate, int depth, String pooling) {
    return Map.of(RATE, rate, DEPTH, Integer.toString(depth), POOLING, pooling);
  }

  String html() throws IOException {
    Path file = SweepFiles.read(directory).report(Optional.empty());
    assertEquals(directory.resolve("report.html"), file);
    return Files.readString(file);
  }

  Document page() throws IOException {
    return Jsoup.parse(html());
  }
}
