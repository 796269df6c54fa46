package org.mae4j.cli.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mae4j.ui.dl4j.TrainingServer.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.InterruptedRun;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.ui.dl4j.RunSessions;
import org.mae4j.ui.dl4j.TrainingServer;

/** Tests Deeplearning4j's training pages while a run is killed, resumed and completed. */
class TrainingPagesTest {
  /** Recorded metrics for each look at the pages, which takes longer than a step. */
  private static final int ROWS = 20;

  private final Map<String, Path> runs = new ConcurrentHashMap<>();
  private int recorded;

  @Test
  void pagesNeverFail(@TempDir Path directory) throws IOException {
    Path conf = SmallExperiment.write(directory);
    RunFiles run = new RunFiles(directory.resolve("run"));
    try (RunSessions sessions = new RunSessions(() -> Map.copyOf(runs));
        TrainingServer pages = new TrainingServer(sessions.storage())) {
      pages.requireAll();
      runs.put("run", run.path());
      look(sessions, pages);
      InterruptedRun.run(conf, run, row -> {
        look(sessions, pages);
        return row.step() >= 8;
      }, "train.checkpointSeconds=0");
      Files.writeString(run.path().resolve("metrics.csv"), "12,1.09,pretr", StandardOpenOption.APPEND);
      look(sessions, pages);
      RunFiles killed = new RunFiles(directory.resolve("killed"));
      RunFiles probing = new RunFiles(directory.resolve("probing"));
      InterruptedRun.resume(run, task -> {
        if (task.equals("linearProbe")) {
          probing.copyOf(run);
        }
      }, InterruptedRun.copying(run, killed, row -> {
        if (recorded++ % ROWS == 0) {
          look(sessions, pages);
        }
        return run.reached("finetune", 8);
      }));
      assertEquals(3, probing.done(), "pre-training, its evaluation and its reconstructions");
      run.copyOf(killed);
      assertEquals(0, Captured.run("resume", run.path()).code());
      look(sessions, pages);
      assertEquals(Set.of("run.pretrain", "run.pixelProbe", "run.randomProbe", "run.linearProbe", "run.finetune",
          "run.scratch"), new TreeSet<>(sessions.storage().listSessionIDs()));
      for (String stage : List.of("pretrain", "finetune", "scratch")) {
        requireLosses(pages, run, stage);
      }
      requireProbe(pages);
      runs.put("probing", probing.path());
      look(sessions, pages);
      assertEquals(0, Captured.run("resume", probing.path()).code());
      look(sessions, pages);
    }
  }

  private static void look(RunSessions sessions, TrainingServer pages) {
    sessions.refresh();
    pages.requireAll();
    sessions.storage().listSessionIDs().forEach(pages::requireAll);
  }

  private static void requireLosses(TrainingServer pages, RunFiles run, String stage) throws IOException {
    pages.requireAll("run." + stage);
    List<MetricsLog.MetricRow> rows = MetricsLog.read(run.path().resolve("metrics.csv")).stream()
        .filter(row -> row.name().equals(stage + ".train.loss")).toList();
    JsonNode overview = pages.json("/train/overview/data");
    assertEquals(rows.stream().map(row -> (double) row.step()).toList(), numbers(overview.get("scoresIter")));
    assertEquals(rows.stream().map(MetricsLog.MetricRow::value).toList(), numbers(overview.get("scores")));
    assertTrue(overview.get("updateRatios").get("encoder.blocks.001_W").get(0).asDouble() > 0, stage);
    JsonNode block = pages.json("/train/model/data/2");
    assertTrue(block.get("paramHist").get("paramNames").size() > 10, block.toString());
    assertEquals(block.get("paramHist").get("paramNames").size(), block.get("updateHist").get("paramNames").size());
  }

  private static void requireProbe(TrainingServer pages) {
    pages.requireAll("run.linearProbe");
    JsonNode overview = pages.json("/train/overview/data");
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0), numbers(overview.get("scoresIter")));
    assertTrue(overview.get("updateRatios").get("0_W").get(0).asDouble() > 0, overview.toString());
    assertEquals("MultiLayerNetwork", overview.get("model").get(0).get(1).asText());
  }
}
