package org.mae4j.experiment.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.SmallExperiment;

class ColorOfGrayImagesTest {
  @Test
  void saturationAndHueNeedColor() {
    for (String key : new String[] {"saturation", "hue"}) {
      String message = assertThrows(UserException.class,
          () -> ExperimentChecks.require(gray("finetune.augment.colorJitter." + key + "=0.1"))).getMessage();
      assertEquals("finetune.augment.colorJitter: saturation and hue must be 0 for gray images "
          + "(data.image.channels = 1)", message);
    }
  }

  @Test
  void brightnessAndContrastDoNot() {
    assertDoesNotThrow(
        () -> ExperimentChecks.require(gray("pretrain.augment.colorJitter={brightness=0.1,contrast=0.1}")));
  }

  private static ExperimentConfig gray(String augmentation) {
    return SmallExperiment.config("data.source=idx", "data.dir=x", "data.image={height=32,width=32,channels=1}",
        augmentation);
  }
}
