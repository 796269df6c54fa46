package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.data.embedded.EmbeddedSettings;
import org.mae4j.testing.Tiny;

/** Tests the content of configuration files and the precedence of values. */
class ConfigLoaderTest {
  @TempDir
  Path dir;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = dir.resolve("x.conf");
  }

  @Test
  void emptyFileGivesDefaults() throws IOException {
    ExperimentConfig config = load("");
    TransformerConfig encoder = new TransformerConfig(192, 12, 3, 4.0);
    Choice decoder = new Choice("attention", new TransformerConfig(192, 4, 3, 4.0));
    assertEquals(
        new ModelConfig(4, 0.75, Choice.of("random"), encoder, decoder, ModelConfig.PositionEmbedding.SINCOS, false,
            ModelConfig.Pooling.MEAN, false, 1e-6),
        config.model());
    assertEquals(Tiny.adamW(1.5e-4, 0, 0.05, 0.9, 0.95, 1e-8, 0.05, 0), config.pretrain().optimizer());
    assertEquals(Tiny.adamW(5e-4, 1e-6, 0.05, 0.9, 0.999, 1e-8, 0.05, 0), config.finetune().optimizer());
    assertEquals(0.75, config.finetune().layerDecay());
    assertEquals(0.1, config.finetune().labelSmoothing());
  }

  /** A developer who adds a component to a record is told where its default belongs. */
  @Test
  void aComponentWithoutADefaultIsNamed() {
    record Added(int steps) {}
    ConfigObject empty = ConfigFactory.empty().root();
    RecordBinder binder = new RecordBinder(empty, new WrittenValues(List.of()), true, new Problems());
    assertEquals("steps: has no default; add it to defaults.conf or sweep.conf, with a comment",
        assertThrows(IllegalStateException.class, () -> binder.bind(Added.class, empty)).getMessage());
  }

  @Test
  void augmentationIsOffByDefault() throws IOException {
    ExperimentConfig config = load("");
    AugmentConfig none = Tiny.NO_AUGMENTATION;
    assertEquals(none, config.pretrain().augment());
    assertEquals(none, config.finetune().augment());
    assertEquals(0, config.finetune().mixup());
    assertEquals(0, config.finetune().cutmix());
    assertEquals(0, config.finetune().dropPath());
  }

  @Test
  void readsEveryTypeOfValue() throws IOException {
    ExperimentConfig config = load("""
        name = my-run
        seed = 9223372036854775807
        threads = "3"
        data { source = folder, dir = /some/where, skipUnreadable = true }
        model { positions = learned, classToken = true, pooling = class-token }
        pretrain.epochs = 1e3
        probe.learningRates = [1, 0.5, "2e-3"]
        """);
    assertEquals("my-run", config.name());
    assertEquals(Long.MAX_VALUE, config.seed());
    assertEquals(3, config.threads());
    assertEquals(Choice.of("folder"), config.data().source());
    assertEquals("/some/where", config.data().dir());
    assertTrue(config.data().skipUnreadable());
    assertEquals(ModelConfig.PositionEmbedding.LEARNED, config.model().positions());
    assertEquals(ModelConfig.Pooling.CLASS_TOKEN, config.model().pooling());
    assertEquals(1000, config.pretrain().epochs());
    assertEquals(List.of(1.0, 0.5, 2e-3), config.probe().learningRates());
  }

  @Test
  void resolvesNestedIncludesRelativeToFile() throws IOException {
    write("parts/model.conf", "patch = 8\ninclude file(\"deeper/mask.conf\")");
    write("parts/deeper/mask.conf", "maskRatio = 0.5");
    ModelConfig model = load("model {\n include \"parts/model.conf\"\n encoder.depth = 2 }").model();
    assertEquals(8, model.patch());
    assertEquals(0.5, model.maskRatio());
    assertEquals(2, model.encoder().depth());
  }

  @Test
  void laterKeysOverrideInclude() throws IOException {
    write("base.conf", "pretrain.epochs = 5, seed = 7");
    ExperimentConfig config = load("include \"base.conf\"\npretrain.epochs = 6");
    assertEquals(6, config.pretrain().epochs());
    assertEquals(7, config.seed());
  }

  @Test
  void substitutesKeysGroupsDefaultsAndOverrides() throws IOException {
    ExperimentConfig config = load("""
        model.decoder = ${model.encoder} { depth = 1 }
        pretrain.batch.size = ${probe.batch}
        finetune.epochs = ${pretrain.epochs}
        """, "pretrain.epochs=11", "model.encoder.width=96");
    assertEquals(new TransformerConfig(96, 1, 3, 4.0), config.model().decoder().settings());
    assertEquals(256, config.pretrain().batch().size());
    assertEquals(11, config.finetune().epochs());
  }

  @Test
  void substitutesEnvironmentVariables() throws IOException {
    assertEquals(System.getenv("PATH"), load("data.dir = ${PATH}").data().dir());
    assertEquals("here", load("data.dir = here\ndata.dir = ${?MAE4J_SURELY_NOT_SET}").data().dir());
    assertEquals("", load("data.dir = ${?MAE4J_SURELY_NOT_SET}").data().dir());
  }

  @Test
  void lastOverrideTakesPrecedence() throws IOException {
    ExperimentConfig config = load("pretrain { epochs = 3, logEvery = 4 }", "pretrain.epochs=5", "pretrain.epochs = 6");
    assertEquals(6, config.pretrain().epochs());
    assertEquals(4, config.pretrain().logEvery());
  }

  @Test
  void overridesAcceptListsGroupsQuotesAndSubstitutions() throws IOException {
    ExperimentConfig config = load("seed = 8", "probe.learningRates=[0.1, 2]", "model.encoder={depth=1, heads=6}",
        "name=\"a-b\"", "data.source.seed=${seed}");
    assertEquals(List.of(0.1, 2.0), config.probe().learningRates());
    assertEquals(new TransformerConfig(192, 1, 6, 4.0), config.model().encoder());
    assertEquals("a-b", config.name());
    assertEquals(new EmbeddedSettings(20_000, 2_000, 8), config.data().source().settings());
  }

  @Test
  void keepsPlainTextOfOverride() throws IOException {
    assertEquals("/a//b#c d=e:f", load("", "data.dir=/a//b#c d=e:f").data().dir());
    assertFalse(load("pretrain.augment.flip = true", "pretrain.augment.flip=false").pretrain().augment().flip());
  }

  @Test
  void loadsRenderedConfiguration() throws IOException {
    ExperimentConfig config = load("""
        name = odd_1.2, seed = -9223372036854775808
        data { source = folder, dir = "a \\"quoted\\" \\\\ ${dir}\\n#=", validationFraction = 0.30000000000000004 }
        model { classToken = true, pooling = class-token, layerNormEpsilon = 1.5e-45 }
        probe.learningRates = [1e-9, 3.4e38]
        """);
    Path rendered = write("rendered.conf", ConfigRenderer.render(config));
    assertEquals(config, ConfigLoader.load(rendered, List.of()));
  }

  private ExperimentConfig load(String text, String... overrides) throws IOException {
    Files.writeString(file, text);
    return ConfigLoader.load(file, List.of(overrides));
  }

  private Path write(String name, String text) throws IOException {
    Path path = dir.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
