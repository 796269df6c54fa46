package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.RunFiles;
import org.mae4j.cli.harness.TrainedRun;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.cost.Flops;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.record.result.Results;

/** Files that a run of all stages leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedRunTest {
  private static final List<String> METRICS = List.of(
      "pretrain.val.maskedMse", "pretrain.test.maskedMse", "pretrain.test.mse", "pretrain.test.psnr",
      "pretrain.test.channels.red.maskedMse", "pretrain.bestEpoch", "pretrain.skippedSteps",
      "linearProbe.test.accuracy", "randomProbe.test.accuracy", "pixelProbe.test.accuracy", "knn.test.accuracy",
      "finetune.test.accuracy", "scratch.test.accuracy", "linearProbe.val.accuracy", "finetune.test.macroF1");

  private Path conf;
  private Path run;

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException {
    conf = SmallExperiment.write(temporary);
    run = TrainedRun.get().path();
  }

  @Test
  void resultsHaveEveryMetric() throws IOException {
    for (String key : METRICS) {
      assertTrue(new RunFiles(run).metric(key).isNumber(), key);
    }
    assertEquals(10, new RunFiles(run).metric("finetune.test.confusion").size());
  }

  @Test
  void configurationCanBeRunAgain() {
    assertEquals(ConfigLoader.load(conf, List.of("threads=2")),
        ConfigLoader.load(run.resolve("config.conf"), List.of()));
  }

  @Test
  void metricsHaveStepsAndEpochs() throws IOException {
    List<MetricsLog.MetricRow> rows = MetricsLog.read(run.resolve("metrics.csv"));
    Stream.of("pretrain.train.loss", "pretrain.learningRate", "pretrain.val.maskedMse", "finetune.val.accuracy",
        "scratch.train.loss").forEach(name -> assertTrue(rows.stream().anyMatch(row -> row.name().equals(name)), name));
  }

  @Test
  void timesAndMemoryAreRecorded() throws IOException {
    List<SystemLog.SystemSample> rows = SystemLog.read(run.resolve("system.csv"));
    assertEquals(List.of("pretrain", "evaluate", "reconstruct", "probe", "finetune", "scratch"),
        rows.stream().map(SystemLog.SystemSample::stage).distinct().toList());
    RecordedCommand provenance = ProvenanceFile.read(run.resolve("provenance.json")).get(0);
    for (String stage : List.of("pretrain", "evaluate", "reconstruct", "probe", "finetune", "scratch")) {
      assertTrue(ProvenanceFile.stages(List.of(provenance), StageTime.CPU_SECONDS).get(stage) > 0, stage);
    }
    assertTrue(rows.stream().filter(SystemLog.SystemSample::isTraining).allMatch(row -> row.cpuSeconds() > 0));
    String log = Files.readString(run.resolve("run.log"));
    Pattern waited = Pattern.compile("(\\w+): \\d+ images/s; threads waited \\d+\\.\\d\\d % of the time for images");
    assertEquals(List.of("pretrain", "finetune", "scratch"),
        waited.matcher(log).results().map(found -> found.group(1)).toList(), log);
  }

  /** {@code summary} expects the operations that the run then records, but for the learning rates that it tries. */
  @Test
  void operationsAreRecordedAsExpected() throws IOException {
    String summary = Captured.run("summary", conf).out();
    assertTrue(summary.lines().allMatch(line -> line.codePointCount(0, line.length()) <= 80), summary);
    Results results = Results.read(run.resolve("results.json"));
    Map.of("pre-training", "pretrain", "fine-tuning", "finetune", "training from scratch", "scratch")
        .forEach((title, stage) -> {
          String recorded = Flops.text(results.number(stage + ".flops").orElseThrow());
          assertTrue(summary.lines().anyMatch(line -> line.matches(title + " .* " + recorded)), recorded + summary);
        });
    List.of("linearProbe", "randomProbe", "pixelProbe")
        .forEach(probe -> assertTrue(results.number(probe + ".flops").orElseThrow() > 0, probe));
  }

  @Test
  void figuresAreReadableImages() throws IOException {
    for (String name : List.of("reconstructions", "curves-pretrain", "confusion-finetune", "curves-classifier-loss",
        "memory")) {
      assertNotNull(ImageIO.read(run.resolve("figures").resolve(name + ".png").toFile()), name);
    }
  }

  @Test
  void checkpointsLoad() {
    for (String name : List.of("pretrain-best", "pretrain-last", "finetune-best", "scratch-best")) {
      try (TensorFile file = TensorFile.open(run.resolve("checkpoints").resolve(name + ".safetensors"))) {
        assertTrue(file.names().contains("encoder.norm.weight"), name);
      }
    }
  }

  @Test
  void provenanceNamesSeedsAndData() throws IOException {
    JsonNode record = new ObjectMapper().readTree(run.resolve("provenance.json").toFile()).get(0);
    assertEquals(1, record.at("/seeds/experiment").asLong());
    assertEquals(64, record.at("/dataDigests/train").asText().length());
    assertEquals("1.0.0-M2.1", record.at("/engine/nd4j").asText());
    assertTrue(record.at("/stages/pretrain/seconds").asDouble() > 0, record.toString());
    assertTrue(record.at("/stages/scratch/imagesPerSecond").asDouble() > 0, record.toString());
  }
}
