package org.mae4j.ui.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.dl4j.LoggedRun.BATCH;
import static org.mae4j.ui.dl4j.LoggedRun.QUERY;
import static org.mae4j.ui.dl4j.LoggedRun.found;
import static org.mae4j.ui.dl4j.LoggedRun.layers;
import static org.mae4j.ui.dl4j.LoggedRun.step;
import static org.mae4j.ui.dl4j.TrainingServer.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.testing.Logs;

/** Tests the pages of a run whose logs grow, are cut or are incomplete. */
class GrowingLogsTest {
  @TempDir
  private Path temporary;
  private LoggedRun run;

  @BeforeEach
  void begin() throws IOException {
    run = new LoggedRun(temporary);
  }

  @AfterEach
  void end() {
    run.close();
  }

  /** The metrics of a step are written after its layers, so a step without metrics may be incomplete. */
  @Test
  void incompleteLinesAndStepsAreIgnored() throws IOException {
    run.writeThree();
    Files.writeString(run.directory().metrics(), "16,0.16,pretrain.train.lo", StandardOpenOption.APPEND);
    try (LayerLog layers = LayerLog.open(run.directory().layers(), row -> true)) {
      layers.append(layers(16).subList(0, 2));
    }
    Files.writeString(run.directory().layers(), "pretrain,16,enc", StandardOpenOption.APPEND);
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    assertEquals(List.of(4.0, 8.0, 12.0), numbers(run.pages().json("/train/overview/data").get("scoresIter")));
    assertEquals((double) found(layers(12), QUERY, Quantity.UPDATE).magnitude(), run.pages().json("/train/model/data/3")
        .get("meanMag").get("updateMM").get("attention_query_weight").get(2).asDouble());
  }

  @Test
  void aResumedRunHasNoGapsAndNoRepetitions() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    try (MetricsLog metrics = Logs.metrics(run.directory().metrics(), row -> row.step() <= 8);
        LayerLog layers = LayerLog.open(run.directory().layers(), row -> row.step() <= 8)) {
      run.sessions().refresh();
      run.pages().requireAll("run.pretrain");
      assertEquals(List.of(4.0, 8.0), numbers(run.pages().json("/train/overview/data").get("scoresIter")));
      layers.append(layers(12));
      step(metrics, 12);
      step(metrics, 16);
    }
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    assertEquals(List.of(4.0, 8.0, 12.0, 16.0), numbers(run.pages().json("/train/overview/data").get("scoresIter")));
  }

  /** The file is repaired in place: it is not shorter and not replaced. */
  @Test
  void noRowsAreLostAfterAMalformedLine() throws IOException {
    run.writeThree();
    run.sessions().refresh();
    String before = Files.readString(run.directory().metrics());
    String sixteen = "16,0.16,pretrain.train.loss,0.0625\n";
    Files.writeString(run.directory().metrics(), sixteen + "nonsense\n", StandardOpenOption.APPEND);
    run.sessions().refresh();
    assertEquals(List.of(4.0, 8.0, 12.0), numbers(run.pages().json("/train/overview/data").get("scoresIter")));
    Files.writeString(run.directory().metrics(), before + sixteen + "20,0.2,pretrain.train.loss,0.05\n");
    run.sessions().refresh();
    run.pages().requireAll("run.pretrain");
    JsonNode overview = run.pages().json("/train/overview/data");
    assertEquals(List.of(4.0, 8.0, 12.0, 16.0, 20.0), numbers(overview.get("scoresIter")));
    assertEquals(List.of(1.0 / 4, 1.0 / 8, 1.0 / 12, 0.0625, 0.05), numbers(overview.get("scores")));
  }

  @Test
  void theNumberOfReportsIsBounded() throws IOException {
    int steps = 3000;
    try (MetricsLog metrics = Logs.metrics(run.directory().metrics());
        SystemLog system = Logs.system(run.directory().system())) {
      for (int step = 1; step <= steps; step++) {
        step(metrics, step);
        if (step % 2 == 0) {
          system.append("pretrain", step, (long) step * BATCH, 1e9, 0, 1);
        }
      }
    }
    run.sessions().refresh();
    List<Persistable> reports =
        run.sessions().storage().getAllUpdatesAfter("run.pretrain", StatsListener.TYPE_ID, "run.pretrain", 0);
    assertTrue(reports.size() > BoundedHistory.LIMIT / 2 && reports.size() <= BoundedHistory.LIMIT + 1,
        "" + reports.size());
    run.pages().requireAll("run.pretrain");
    List<Double> shown = numbers(run.pages().json("/train/overview/data").get("scoresIter"));
    assertEquals(reports.size(), shown.size());
    assertEquals(1, shown.get(0));
    assertEquals(steps, shown.get(shown.size() - 1));
    assertEquals(shown.stream().sorted().distinct().toList(), shown);
  }
}
