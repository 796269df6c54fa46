package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.load.ConfigLoader;

/** Settings that are valid alone, or in double precision, but with which no network can be trained. */
class ImpossibleSettingsTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "model.normalizeTargets=true model.patch=1 data.image.channels=1 data.source=folder data.dir=d"
          + " | model.normalizeTargets: needs patches of at least two values, which have a variance; here a patch has one",
      "model.encoder.width=1 model.encoder.heads=1 model.positions=learned"
          + " | model.encoder.width: must be at least 2, is 1",
      "pretrain.optimizer.beta2=0.9999999999"
          + " | pretrain.optimizer.beta2: is 1 in single precision; must be at most 0.99999994, is 0.9999999999",
      "finetune.optimizer.beta1=0.99999999 | finetune.optimizer.beta1: is 1 in single precision; must be at most"
          + " 0.99999994, is 0.99999999",
      "pretrain.optimizer.epsilon=1e-60 | pretrain.optimizer.epsilon: must lie in the range of single precision, 1.4e-45"
          + " to 3.4e38, is 1.0E-60",
      "pretrain.optimizer.baseLearningRate=1e300 | pretrain.optimizer.baseLearningRate: must lie in the range of single"
          + " precision, 1.4e-45 to 3.4e38, is 1.0E300",
      "model.layerNormEpsilon=1e-60 | model.layerNormEpsilon: must lie in the range of single precision, 1.4e-45 to"
          + " 3.4e38, is 1.0E-60",
      "probe.learningRates=[0.1,1e308] | probe.learningRates: must lie in the range of single precision, 1.4e-45 to"
          + " 3.4e38, is 1.0E308",
      "probe.learningRates=[0.1,-1] | probe.learningRates: must be a finite number above 0, is -1.0",
      "finetune.optimizer.weightDecay=1e39 | finetune.optimizer.weightDecay: must lie in the range of single precision,"
          + " 1.4e-45 to 3.4e38, is 1.0E39",
      "pretrain.optimizer.kind=lion | pretrain.optimizer.kind: must be one of adamw, muon, is 'lion'",
      "finetune.optimizer.momentum=1 | finetune.optimizer.momentum: must lie in [0, 1), is 1.0",
      "finetune.reconstruction=1 | finetune.reconstruction: is 1.0, but finetune.keep = 1.0 drops none of 64 patches that"
          + " could be reconstructed; use a smaller finetune.keep",
      "pretrain.ema=-0.1 | pretrain.ema: must lie in [0, 1), is -0.1",
      "finetune.ema=0.9999999999 | finetune.ema: is 1 in single precision; must be at most 0.99999994, is 0.9999999999"})
  void areRefused(String settings, String message) throws IOException {
    assertEquals("command line: " + message, message("", settings.split(" ")));
  }

  /** A value that a reference brings is blamed on the line of the reference. */
  @Test
  void aReferenceIsNamedAsThePlaceOfItsValues() throws IOException {
    assertEquals("x.conf:1: pretrain.optimizer.beta1: must lie in [0, 1), is 2.0\n"
        + "x.conf:3: finetune.optimizer.beta1: must lie in [0, 1), is 2.0",
        message("pretrain.optimizer.beta1 = 2\n\nfinetune.optimizer = ${pretrain.optimizer}\n"));
  }

  private String message(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("x.conf"), text);
    String message =
        assertThrows(RuntimeException.class, () -> ConfigLoader.load(file, Arrays.asList(overrides))).getMessage();
    return message.replace(directory + "/", "");
  }
}
