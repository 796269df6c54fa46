package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.base.UserException;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.experiment.data.ExperimentChecks;

/** Tests the phases of a training on smaller images, and the messages about sizes that no graph can have. */
class ResolutionConfigTest {
  private static final String SCALES = "pretrain.resolution.scales";
  private static final String UNTIL = "pretrain.resolution.until";

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0.5 0.75 | 0.4 0.8 | 10 | 0.5 from 0 for 4, 0.75 from 4 for 4, 1.0 from 8 for 2",
      "0.5 0.75 | 0.4 0.8 | 9 | 0.5 from 0 for 3, 0.75 from 3 for 4, 1.0 from 7 for 2",
      "0.5 0.75 | 0.4 0.8 | 2 | 0.75 from 0 for 1, 1.0 from 1 for 1",
      "0.5 | 0.9 | 1 | 1.0 from 0 for 1",
      "0.5 | 1 | 3 | 0.5 from 0 for 3",
      // In binary, 0.29 · 100 is below 29.
      "0.5 | 0.29 | 100 | 0.5 from 0 for 29, 1.0 from 29 for 71"})
  void phasesEndAfterWholeEpochs(String scales, String until, int epochs, String expected) {
    assertEquals(expected, new ResolutionConfig(numbers(scales), numbers(until)).phases(epochs).stream()
        .map(phase -> phase.scale() + " from " + phase.firstEpoch() + " for " + phase.epochs())
        .collect(Collectors.joining(", ")));
  }

  @Test
  void describesPhases() {
    assertEquals("16×24 until epoch 4, 24×36 until epoch 8, 32×48 until epoch 10",
        new ResolutionConfig(List.of(0.5, 0.75), List.of(0.4, 0.8)).text(new ImageShape(32, 48, 3), 10));
  }

  @Test
  void byDefaultAllEpochsAreOfFullSize() {
    assertEquals(List.of(new ResolutionConfig.ResolutionPhase(1, 0, 7)), ResolutionConfig.FULL.phases(7));
    assertEquals(ResolutionConfig.FULL, ConfigLoader.byDefault().pretrain().resolution());
    assertEquals(ResolutionConfig.FULL, ConfigLoader.byDefault().finetune().resolution());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0 | 0.5 | scales: must lie in (0, 1], are [0.0]",
      "1.5 | 0.5 | scales: must lie in (0, 1], are [1.5]",
      "0.5 0.75 | 0.5 0.5 | until: must increase and lie in (0, 1], are [0.5, 0.5]",
      "0.5 | 1.1 | until: must increase and lie in (0, 1], are [1.1]",
      "0.5 0.75 | 0.5 | until: must have one value per scale, has 1 for 2"})
  void rejectsValuesThatAreNoPhases(String scales, String until, String message) {
    assertEquals(message, assertThrows(InvalidConfigException.class,
        () -> new ResolutionConfig(numbers(scales), numbers(until))).getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "pretrain.resolution | model.patch=4 | 0.6 makes images of 19×19 pixels (height×width), which patches of 4×4 do not"
          + " fill; use multiples of 1/8",
      "finetune.resolution | model.patch=4 data.source=folder data.dir=d data.image.height=16 data.image.width=24"
          + " | 0.6 makes images of 10×14 pixels (height×width), which patches of 4×4 do not fill; use multiples of 1/2",
      "finetune.resolution | model.patch=32 model.maskRatio=0 | 0.6 makes images of 19×19 pixels (height×width), which patches of 32×32 do"
          + " not fill; use 1"})
  void sizesAreWholePatches(String group, String settings, String message) {
    assertEquals("command line: " + group + ".scales: " + message,
        message(group + ".scales=[0.6] " + group + ".until=[0.5] " + settings));
  }

  @Test
  void roundsSidesToPixels() {
    ExperimentConfig config = ConfigLoader.load(Path.of("conf/quickstart.conf"),
        List.of("data.source=folder", "data.dir=d", "data.image.height=96", "data.image.width=48", "model.patch=4",
            SCALES + "=[0.33]", UNTIL + "=[0.5]"));
    assertEquals(new ImageShape(32, 16, 3),
        config.data().image().scaled(config.pretrain().resolution().scales().get(0)));
  }

  @Test
  void somePatchesStayVisible() {
    assertEquals(
        "command line: pretrain.resolution.scales: 0.125 leaves none of 1 patches visible with model.maskRatio ="
            + " 0.75; use a larger scale",
        message(SCALES + "=[0.125] " + UNTIL + "=[0.5] model.patch=4"));
  }

  @Test
  void maskingMustSuitEachSize() {
    ExperimentConfig config = ConfigLoader.load(Path.of("conf/quickstart.conf"),
        List.of("model.masking=grid", "model.patch=4", SCALES + "=[0.5, 0.625]", UNTIL + "=[0.4, 0.8]"));
    assertEquals(
        "pretrain.resolution.scales: with 0.625, model.masking = grid: keeps one patch of every 2×2 block, so it"
            + " needs an even number of rows and columns and model.maskRatio = 0.75; here 6 patches of a 5×5 grid stay"
            + " visible",
        assertThrows(UserException.class, () -> ExperimentChecks.requireMasking(config)).getMessage());
  }

  private static String message(String overrides) {
    return assertThrows(RuntimeException.class, () -> ConfigLoader.load(Path.of("conf/quickstart.conf"),
        Arrays.asList(overrides.split(" (?=[a-z])")))).getMessage();
  }

  private static List<Double> numbers(String text) {
    return Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
  }
}
