package org.mae4j.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.checkpoint.onnx.OnnxModel;
import org.mae4j.cli.harness.Captured;
import org.mae4j.cli.harness.TrainedRun;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.checkpoint.LoadedClassifier;
import org.mae4j.testing.ExampleProgram;

/** Models that {@code export} writes for other programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportTest {
  private Path directory;
  private Path run;

  @BeforeAll
  void copy(@TempDir Path temporary) throws IOException {
    directory = temporary;
    run = TrainedRun.copyTo(directory.resolve("run"));
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

  /** The program of the document on ONNX has the logits of which the probabilities are the softmax. */
  @Test
  void anExportedClassifierPredictsTheSame() throws Exception {
    Path onnx = directory.resolve("classifier.onnx");
    Captured.success("export", run, "--format", "onnx", "--part", "classifier", "--out", onnx);
    ExampleProgram example = ExampleProgram.compile(Path.of("src/examples/onnx"),
        Files.createDirectory(directory.resolve("onnx-classes")));
    example.assertShownBy(Path.of("docs/onnx.md"), 1);
    Path image = TestImages.write(directory.resolve("exact.png"), 32, 32, 0x102030, 0x0000FF);
    List<String> printed = example.run("example.onnx.ClassifyWithOnnx", onnx, image).lines().toList();
    List<Double> logits = printed.stream().skip(1).map(Double::valueOf).toList();
    double sum = logits.stream().mapToDouble(Math::exp).sum();
    JsonNode predicted = Captured.success("predict", run, image, "--top", "99", "--json", "-").json();
    assertEquals(predicted.get("classNames"), new ObjectMapper().readTree(printed.get(0)));
    for (JsonNode each : predicted.at("/images/0/classes")) {
      int index = IntStream.range(0, logits.size())
          .filter(i -> predicted.get("classNames").get(i).equals(each.get("class"))).findFirst().orElseThrow();
      assertEquals(each.get("probability").asDouble(), Math.exp(logits.get(index)) / sum, 1e-5);
    }
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
}
