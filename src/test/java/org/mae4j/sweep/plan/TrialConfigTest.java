package org.mae4j.sweep.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.model.decoder.CrossAttentionSettings;
import org.mae4j.sweep.space.SweepTexts;

/** Tests the configuration of a trial, which its parameters and the file give. */
class TrialConfigTest {
  @TempDir
  private Path directory;
  private SweepTexts texts;

  @BeforeEach
  void texts() {
    texts = new SweepTexts(directory);
  }

  @Test
  void trialOverridesValuesOfTheFile() throws IOException {
    SweepPlan plan = texts.load(
        "seed = 9\nprobe.epochs = 7\nsweep.parameters.model.maskRatio = { choice = [0.1, 0.5] }");
    ExperimentConfig trial = plan.trialConfig(Map.of("model.maskRatio", "0.5", "probe.learningRates", "[0.2, 1.0]",
        "model.positions", "\"learned\""));
    assertEquals(0.5, trial.model().maskRatio());
    assertEquals(List.of(0.2, 1.0), trial.probe().learningRates());
    assertEquals(ModelConfig.PositionEmbedding.LEARNED, trial.model().positions());
    assertEquals(7, trial.probe().epochs());
    assertEquals(9, trial.seed());
    assertEquals("parameters: model.encoder.width: must be a multiple of heads (5), is 192",
        assertThrows(ConfigFileException.class, () -> plan.trialConfig(Map.of("model.encoder.heads", "5")))
            .getMessage());
  }

  @Test
  void aTrialOfAnotherKindKeepsTheSettingsOfTheFile() throws IOException {
    SweepPlan plan = texts.load("model.decoder { width = 64, heads = 4 }\ndata.source.train = 500\n"
        + "sweep.parameters.model.decoder.kind = { choice = [attention, cross] }");
    assertEquals(new CrossAttentionSettings(64, 4, 4, 4.0, 0.25),
        plan.trialConfig(Map.of("model.decoder.kind", "\"cross\"")).model().decoder().settings());
    assertEquals(new TransformerConfig(64, 4, 4, 4.0),
        plan.trialConfig(Map.of("model.decoder.kind", "\"attention\"")).model().decoder().settings());
    assertEquals(new NoSettings(), plan.trialConfig(Map.of("data.source.kind", "\"cifar10\"", "data.dir", "\"x\""))
        .data().source().settings());
  }
}
