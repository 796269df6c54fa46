package org.mae4j.config.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.setting.ChangesFunction;
import org.mae4j.config.setting.DecoderOnly;
import org.mae4j.config.setting.DefinesReconstruction;
import org.mae4j.config.setting.MachineSpecific;
import org.mae4j.config.setting.WithoutEffect;

class KnownKeysTest {
  @Test
  void marksSettingsWithoutEffect() {
    assertEquals(Set.of("name", "threads", "train.checkpointSeconds", "ui.enabled", "ui.host", "ui.port",
        "ui.allowedHosts", "data.cacheDir"),
        annotated(WithoutEffect.class));
    assertEquals(Set.of("threads", "data.dir", "data.cacheDir"), annotated(MachineSpecific.class));
  }

  @Test
  void marksSettingsThatDefineReconstruction() {
    Set<String> keys = annotated(DefinesReconstruction.class);
    assertTrue(keys.containsAll(Set.of("model.maskRatio", "model.patch", "model.normalizeTargets",
        "pretrain.validationImages", "seed", "data.dir", "data.image.height", "data.trainLimit")));
    assertEquals(Set.of("data", "model", "pretrain", "seed"),
        keys.stream().map(key -> key.split("\\.")[0]).collect(Collectors.toSet()));
  }

  @Test
  void marksSettingsThatChangeFunction() {
    assertEquals(Set.of("model.positions", "model.classToken", "model.normalizeTargets", "model.layerNormEpsilon",
        "model.encoder.heads", "model.decoder.heads", "data.normalize.mean", "data.normalize.deviation"),
        annotated(ChangesFunction.class));
    assertTrue(annotated(DecoderOnly.class).containsAll(Set.of("model.normalizeTargets", "model.decoder.heads")));
  }

  private static Set<String> annotated(Class<? extends Annotation> annotation) {
    return KnownKeys.of(ExperimentConfig.class).annotated(annotation);
  }
}
