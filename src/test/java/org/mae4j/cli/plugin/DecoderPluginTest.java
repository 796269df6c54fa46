package org.mae4j.cli.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.config.extension.Extensions;
import org.mae4j.experiment.SmallExperiment;
import org.mae4j.testing.PluginJar;

/** Tests the example of a decoder, built outside the main source tree and used through the command line. */
class DecoderPluginTest {
  @TempDir
  Path directory;
  private Path jar;
  private Path conf;

  @BeforeEach
  void pack() throws IOException {
    jar = PluginJar.of(Path.of("src/examples/decoder"), "example.decoder.MlpDecoder", directory);
    conf = SmallExperiment.write(directory);
    Files.writeString(conf, Files.readString(conf).replace("decoder { width = 16, depth = 1, heads = 2 }",
        "decoder { kind = mlp, hidden = 32, trainedFraction = 0.5 }"));
  }

  @AfterEach
  void unload() {
    Extensions.add(List.of());
  }

  @Test
  void theSummaryHasTheLayersOfThePlugin() {
    Captured summary = Captured.run("--plugins", jar, "summary", conf);
    assertEquals(0, summary.code(), summary.err());
    assertTrue(summary.out().contains("decoder.hidden"), summary.out());
  }

  @Test
  void aRunTrainsAndReconstructsWithTheDecoderOfAPlugin() throws IOException {
    Path run = directory.resolve("run");
    Captured result = Captured.run("--plugins", jar, "run", conf, "pretrain.epochs=1", "finetune.epochs=1",
        "--out", run);
    assertEquals(0, result.code(), result.err());
    assertTrue(Jsoup.parse(Files.readString(run.resolve("report.html"))).text().contains("decoder.hidden"));
    Captured export = Captured.run("--plugins", jar, "export", run);
    assertEquals(2, export.code(), export.out());
    assertTrue(export.err().contains("model.decoder = mlp: the public PyTorch MAE has no parameter for decoder.hidden"),
        export.err());
    assertEquals(0, Captured.run("--plugins", jar, "export", run, "--format=onnx", "--part=autoencoder").code());
    assertTrue(Files.exists(run.resolve("checkpoints/pretrain-best.autoencoder.onnx")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "return graph.linear(LayerPath.of(\"decoder.head\" | return graph.linear(LayerPath.of(\"head\" | "
          + "model.decoder = mlp: example.decoder.MlpDecoder adds the parameter head.weight; let its name begin with "
          + "'decoder.'",
      "return graph.linear(LayerPath.of(\"decoder.head\" | return batch > 0 ? null : "
          + "graph.linear(LayerPath.of(\"decoder.head\" | model.decoder = mlp: example.decoder.MlpDecoder predicts null "
          + "instead of [",
      "places.add(image) | places | the loss does not depend on the parameter encoder."})
  void aDecoderThatBreaksTheContractIsReportedInOneLine(String part, String replacement, String expected)
      throws IOException {
    Path source = Files.createDirectories(directory.resolve("sources")).resolve("MlpDecoder.java");
    Files.writeString(source, Files.readString(Path.of("src/examples/decoder/example/decoder/MlpDecoder.java"))
        .replace(part, replacement));
    Path broken = PluginJar.of(source.getParent(), "example.decoder.MlpDecoder", directory);
    Captured result = Captured.run("--plugins", broken, "pretrain", conf, "--out", directory.resolve("run"));
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains(expected), result.err());
  }

  @Test
  void problemsOfSettingsAreReportedWithTheirPlace() {
    Captured result = Captured.run("--plugins", jar, "summary", conf, "model.decoder.hidden=0");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("command line: model.decoder.hidden: must be at least 1, is 0"), result.err());
  }
}
