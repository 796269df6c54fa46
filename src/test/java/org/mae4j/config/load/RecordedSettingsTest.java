package org.mae4j.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.plan.SweepLoader;

class RecordedSettingsTest {
  private static final RecordedSettings EXPERIMENT = RecordedSettings.ofExperiment();

  @Test
  void replacesFormerNames() {
    assertEquals(Map.of("model.normalizeTargets", "true", "pretrain.augment.randomErasing", "0.25", "probe.neighbors",
        "5", "seed", "1"),
        EXPERIMENT.present(Map.of("model.normaliseTargets", "true", "pretrain.augment.erasing",
            "0.25", "probe.neighbours", "5", "seed", "1")));
  }

  @Test
  void replacesNameByKind() {
    assertEquals(Map.of("data.source.kind", "cifar10"), EXPERIMENT.present(Map.of("data.source", "cifar10")));
  }

  @Test
  void movesFormerGroupToItsKindOnly() {
    assertEquals(Map.of("data.source.kind", "embedded", "data.source.train", "120"),
        EXPERIMENT.present(Map.of("data.source", "embedded", "data.embedded.train", "120")));
    assertEquals(Map.of("data.source.train", "120"), EXPERIMENT.present(Map.of("data.embedded.train", "120")));
    assertEquals(Map.of("data.source.kind", "folder"),
        EXPERIMENT.present(Map.of("data.source", "folder", "data.embedded.train", "120")));
  }

  @Test
  void completesMissingKeysWithDefaults() {
    Map<String, String> completed = EXPERIMENT.completed(Map.of("model.decoder.width", "16"),
        Set.of("model.decoder.width", "model.decoder.kind", "model.masking.kind", "model.decoder.depth", "no.key"));
    assertEquals(Map.of("model.decoder.width", "16", "model.decoder.kind", "attention", "model.masking.kind", "random",
        "model.decoder.depth", "4"), completed);
    assertEquals("4", EXPERIMENT.completed(Map.of("model.masking.kind", "block"),
        Set.of("model.masking.minimumPatches")).get("model.masking.minimumPatches"));
    assertFalse(EXPERIMENT.completed(Map.of(), Set.of("model.masking.minimumPatches"))
        .containsKey("model.masking.minimumPatches"));
  }

  @Test
  void replacesFormerNamesOfSweeps() {
    assertEquals(Map.of("sweep.direction", "maximize", "sweep.parameters.pretrain.augment.randomErasing",
        "uniform [0.0, 0.5]", "model.normalizeTargets", "true"),
        SweepLoader.recordedSettings().present(Map.of("sweep.direction", "maximise",
            "sweep.parameters.pretrain.augment.erasing", "uniform [0.0, 0.5]", "model.normaliseTargets", "true")));
    assertEquals("1", SweepLoader.recordedSettings().completed(Map.of(), Set.of("sweep.repeat")).get("sweep.repeat"));
  }
}
