package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.onnx.OnnxModel;
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.experiment.checkpoint.LoadedClassifier;
import org.mae4j.experiment.cost.Flops;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.record.result.Results;

/** Tests all stages on a small part of the embedded data, then single stages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  private static final List<String> METRICS = List.of(
      "pretrain.val.maskedMse", "pretrain.test.maskedMse", "pretrain.test.mse", "pretrain.test.psnr",
      "pretrain.test.channels.red.maskedMse", "pretrain.bestEpoch", "pretrain.skippedSteps",
      "linearProbe.test.accuracy", "randomProbe.test.accuracy", "pixelProbe.test.accuracy", "knn.test.accuracy",
      "finetune.test.accuracy", "scratch.test.accuracy", "linearProbe.val.accuracy", "finetune.test.macroF1");

  private Path directory;
  private Path conf;
  private Path run;
  private Captured whole;

  @BeforeAll
  void run(@TempDir Path temporary) {
    directory = temporary;
    conf = SmallExperiment.write(temporary);
    run = temporary.resolve("run");
    whole = Captured.run("run", conf, "--out", run, "--threads", 2);
  }

  @Test
  void runSucceeds() {
    assertEquals(0, whole.code(), whole.err());
    assertFalse(whole.out().contains("encoder.blocks.1.attention"), whole.out());
    assertTrue(whole.out().contains("linear on MAE encoder"), "the metrics are listed");
  }

  @Test
  void firstLinesSayWhatRuns() throws IOException {
    List<String> lines = whole.out().lines().toList();
    int first = lines.indexOf("data:       embedded, 10 classes: 180 training, 20 validation, 40 test");
    assertTrue(
        lines.get(first + 1)
            .matches("model:      \\d+,\\d+ parameters; [\\d.]+ MFLOP per step, [\\d.]+ MFLOP per epoch"),
        whole.out());
    assertTrue(lines.get(first + 2).matches("machine:    .*2 threads, [\\d.]+ GB memory"), whole.out());
    assertEquals("duration:   less than a minute of training; evaluation takes additional time", lines.get(first + 3));
    assertEquals("results:    " + run, lines.get(first + 4));
    assertEquals("--- pre-training", lines.get(first + 5));
  }

  @Test
  void theLayersAreInTheLog() throws IOException {
    String log = Files.readString(run.resolve("run.log"));
    assertTrue(log.contains("encoder.blocks.1.attention") && log.contains("SHA-256"), log);
  }

  @Test
  void lastLinesSayWhatToDoNext() {
    List<String> lines = whole.out().lines().toList();
    assertTrue(Pattern.compile("\n\nAll trainings for \"MAE encoder, fine-tuned\" together took \\d\\.\\d times the\n"
        + "operations of \"trained from scratch\"\\.\n\nreport: ").matcher(whole.out()).find(), whole.out());
    assertEquals(List.of("report:     " + run.resolve("report.html"), "look again: ./mae4j ui " + run),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void resultsHaveEveryMetric() throws IOException {
    for (String key : METRICS) {
      assertTrue(metric(run, key).isNumber(), key);
    }
    assertEquals(10, metric(run, "finetune.test.confusion").size());
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

  @Test
  void resultsDoNotDependOnThreads() throws IOException {
    Path single = directory.resolve("single");
    assertEquals(0, Captured.run("run", conf, "--out", single, "--threads", 1).code());
    assertEquals(Files.readString(run.resolve("results.json")), Files.readString(single.resolve("results.json")));
    assertArrayEquals(Files.readAllBytes(run.resolve("checkpoints/finetune-best.safetensors")),
        Files.readAllBytes(single.resolve("checkpoints/finetune-best.safetensors")));
    assertEquals(Files.readString(run.resolve("metrics.csv")), Files.readString(single.resolve("metrics.csv")));
    assertEquals(Files.readString(run.resolve("latents.json")), Files.readString(single.resolve("latents.json")));
  }

  /** The control of a run can be trained alone, for example with other epochs. */
  @Test
  void trainingFromScratchAloneGivesTheClassifierOfTheRun() throws IOException {
    Path alone = directory.resolve("alone");
    assertEquals(0, Captured.run("scratch", conf, "--out", alone).code());
    Path classifier = Path.of("checkpoints", "scratch-best.safetensors");
    assertArrayEquals(Files.readAllBytes(run.resolve(classifier)), Files.readAllBytes(alone.resolve(classifier)));
    assertEquals(metric(run, "scratch"), metric(alone, "scratch"));
    assertEquals(0, Captured.run("predict", alone, "--split", "test").code());
    Captured probed = Captured.run("probe", alone);
    assertEquals(2, probed.code(), probed.out());
    assertTrue(probed.err().contains("this checkpoint of a pre-trained autoencoder, which does not exist"),
        probed.err());
  }

  @Test
  void stagesRepeatWithOtherSettings() throws IOException {
    Path again = directory.resolve("again");
    assertEquals(0, Captured.run("pretrain", conf, "--out", again).code());
    assertEquals(0, Captured.run("evaluate", again).code());
    assertEquals(metric(run, "pretrain.test.maskedMse"), metric(again, "pretrain.test.maskedMse"));
    assertEquals(0, Captured.run("probe", again, "probe.neighbors=3", "probe.controls=false").code());
    assertTrue(metric(again, "pixelProbe").isMissingNode() && metric(again, "randomKnn").isMissingNode());
    assertEquals(3, metric(again, "knn.neighbours").asInt());
    assertEquals(3, ConfigLoader.load(again.resolve("config.conf"), List.of()).probe().neighbors());
    assertTrue(metric(again, "settings").isMissingNode());
    String table = Captured.run("evaluate", again, "model.maskRatio=0.5").out();
    assertTrue(table.contains("\n  interpolation of visible pixels [1] ")
        && table.contains("\n[1] with model.maskRatio=0.5 (stage evaluate)\n"), table);
    assertEquals("0.5", metric(again, "settings.evaluate.model.maskRatio").asText());
    assertTrue(Files.readString(again.resolve("report.html")).contains("<td>model.<wbr>maskRatio</td><td>0.5</td>"));
    assertEquals(0.75, ConfigLoader.load(again.resolve("config.conf"), List.of()).model().maskRatio());
    assertEquals(0, Captured.run("evaluate", again).code());
    assertTrue(metric(again, "settings.evaluate").isMissingNode());
    assertEquals(metric(run, "linearProbe.test.accuracy"), metric(again, "linearProbe.test.accuracy"));
    assertEquals(0, Captured.run("finetune", again, "finetune.epochs=1").code());
    assertEquals(1, metric(again, "finetune.bestEpoch").asInt());
    assertEquals(0, Captured.run("reconstruct", again).code());
  }

  @Test
  void reconstructsGivenImages() throws IOException {
    Path image = directory.resolve("own.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Path sheet = directory.resolve("sheet.png");
    Captured drawn = Captured.run("reconstruct", run, image, "--out", sheet);
    assertEquals(0, drawn.code(), drawn.err());
    assertNotNull(ImageIO.read(sheet.toFile()));
    Path wide = directory.resolve("wide.png");
    ImageIO.write(new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB), "png", wide.toFile());
    Captured refused = Captured.run("reconstruct", run, wide, "--set", "data.fit=exact");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("wide.png"), refused.err());
  }

  @Test
  void drawsTheAttentionInGivenImages() throws IOException {
    Path image = directory.resolve("watched.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Captured drawn = Captured.run("reconstruct", run.resolve("checkpoints/finetune-best.safetensors"), image,
        "--attention");
    assertEquals(0, drawn.code(), drawn.err());
    assertNotNull(ImageIO.read(run.resolve("figures/own-attention.png").toFile()));
    assertNotNull(ImageIO.read(run.resolve("figures/attention.png").toFile()));
    Captured refused = Captured.run("reconstruct", run, "--attention");
    assertEquals(2, refused.code());
    assertTrue(refused.err().startsWith("--attention: needs IMAGE files"), refused.err());
  }

  @Test
  void reconstructsImagesWithoutMask() throws IOException {
    Path image = directory.resolve("whole.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Captured drawn = Captured.run("reconstruct", run, image, "--set", "model.maskRatio=0", "--out",
        directory.resolve("whole-sheet.png"));
    assertEquals(0, drawn.code(), drawn.err());
    assertTrue(drawn.out().contains("nothing masked"), drawn.out());
    assertEquals(2, Captured.run("evaluate", run, "model.maskRatio=0").code());
  }

  @Test
  void modelsAreExportedForPyTorch() {
    Captured exported = Captured.run("export", run);
    assertEquals(0, exported.code(), exported.err());
    assertTrue(exported.out().contains("pretrain-best.pytorch.safetensors:\nencoder and decoder"), exported.out());
    try (TensorFile file = TensorFile.open(run.resolve("checkpoints/pretrain-best.pytorch.safetensors"))) {
      assertArrayEquals(new long[] {48, 16}, file.shape("blocks.1.attn.qkv.weight"));
      assertArrayEquals(new long[] {192, 16}, file.shape("decoder_pred.weight"));
    }
    Path out = directory.resolve("classifier.safetensors");
    assertEquals(0, Captured.run("export", run.resolve("checkpoints/finetune-best.safetensors"), "--out", out).code());
    try (TensorFile file = TensorFile.open(out)) {
      assertTrue(file.names().contains("norm.weight"));
      assertTrue(file.names().stream().noneMatch(name -> name.contains("decoder")), file.names().toString());
    }
  }

  @Test
  void modelsAreExportedForOnnxRuntime() throws OrtException {
    Path out = directory.resolve("model.onnx");
    assertEquals(0, Captured.run("export", run, "--format", "onnx").code());
    try (OnnxModel model = new OnnxModel(run.resolve("checkpoints/pretrain-best.encoder.onnx"))) {
      assertEquals("[batch, 16]", model.shape("features"));
    }
    assertEquals(0, Captured.run("export", run, "--format=onnx", "--part=classifier", "--out", out).code());
    try (OnnxModel model = new OnnxModel(out)) {
      assertEquals("[batch, 10]", model.shape("logits"));
      assertTrue(model.metadata().getCustomMetadata().get("classes").startsWith("[\""), "class names");
    }
    assertEquals(0, Captured.run("export", run.resolve("checkpoints/pretrain-last.safetensors"), "--format=onnx",
        "--part=autoencoder", "--out", out, "--force").code());
    try (OnnxModel model = new OnnxModel(out)) {
      assertEquals("[batch, 16, 192]", model.shape("patches"));
    }
    assertEquals(0, Captured.run("export", run.resolve("checkpoints/probe.safetensors"), "--format=onnx",
        "--part=classifier", "--out", out, "--force").code());
    assertProbeIs(out);
    assertOnnxRefused("pretrain-best.safetensors: has no classifier; name", "pretrain-best", "classifier");
    assertOnnxRefused("finetune-best.safetensors: has no decoder", "finetune-best", "autoencoder");
  }

  /** The exported linear probe, with the normalization of the features, has the probabilities of mae4j. */
  private void assertProbeIs(Path file) throws OrtException {
    float[] unit = new float[3 * 32 * 32];
    float[] symmetric = new float[unit.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = i % 50 / 50f;
      symmetric[i] = 2 * unit[i] - 1;
    }
    try (OnnxModel model = new OnnxModel(file);
        LoadedClassifier probe = LoadedClassifier.load(run, Optional.of("probe"), List.of(), DeviceOpener.CPU)) {
      float[] logits = model.run(1, Map.of("images", unit)).get("logits");
      double[] expected = probe.rank(symmetric, 1).get(0).probabilities();
      double sum = IntStream.range(0, 10).mapToDouble(c -> Math.exp(logits[c])).sum();
      assertArrayEquals(expected, IntStream.range(0, 10).mapToDouble(c -> Math.exp(logits[c]) / sum).toArray(), 1e-5);
    }
  }

  private void assertOnnxRefused(String message, String checkpoint, String part) {
    Captured refused = Captured.run("export", run.resolve("checkpoints/" + checkpoint + ".safetensors"), "--format",
        "onnx", "--part", part);
    assertEquals(2, refused.code(), refused.err());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(message), refused.err());
  }

  @Test
  void rejectsImpossibleExports() throws IOException {
    Path checkpoint = run.resolve("checkpoints/pretrain-last.safetensors");
    byte[] before = Files.readAllBytes(checkpoint);
    Path nowhere = directory.resolve("missing/mae.safetensors");
    for (Captured refused : List.of(Captured.run("export", checkpoint, "--out", checkpoint),
        Captured.run("export", run, "--out", nowhere), Captured.run("export", directory.resolve("none")))) {
      assertEquals(2, refused.code(), refused.err());
      assertEquals(1, refused.err().lines().count(), refused.err());
    }
    assertArrayEquals(before, Files.readAllBytes(checkpoint));
  }

  @Test
  void rejectsOtherArchitecture() {
    Captured refused = Captured.run("evaluate", run, "model.encoder.width=24");
    assertEquals(2, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains("model.encoder.width = 24, but the model was trained with 16"), refused.err());
  }

  @Test
  void anExistingRunIsNotOverwritten() {
    Captured refused = Captured.run("run", conf, "--out", run);
    assertEquals(2, refused.code());
    assertEquals(1, refused.err().lines().count(), refused.err());
    assertTrue(refused.err().contains(run.toString()), refused.err());
  }

  private static JsonNode metric(Path run, String key) throws IOException {
    JsonNode results = new ObjectMapper().readTree(run.resolve("results.json").toFile());
    return results.at("/" + key.replace('.', '/'));
  }
}
