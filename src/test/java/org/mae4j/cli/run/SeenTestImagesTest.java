package org.mae4j.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.cli.harness.Captured;
import org.mae4j.data.TestImages;
import org.mae4j.experiment.SmallExperiment;

/** Tests that test images which pre-training has seen are not used silently. */
class SeenTestImagesTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({"none, true", "classes, false"})
  void aStageWithLabelsAfterPretrainingWithoutThemWarns(String labels, boolean warned) throws IOException {
    Path images = directory.resolve("images");
    for (String name : List.of("bus", "car")) {
      for (int i = 0; i < 12; i++) {
        TestImages.write(images.resolve(name).resolve(i + ".png"), 32, 32, 0, i);
      }
    }
    Path run = directory.resolve("run");
    Captured pretrained = Captured.run("pretrain", SmallExperiment.write(directory), "data.source=folder",
        "data.dir=\"" + images + "\"", "data.cacheDir=\"" + directory + "\"", "data.testFraction=0.25",
        "data.labels=" + labels, "pretrain.epochs=1", "pretrain.batch.size=2", "pretrain.batch.microBatch=2",
        "finetune.batch.size=2", "finetune.batch.microBatch=2", "figures.images=0", "--out", run);
    assertEquals(0, pretrained.code(), pretrained.err());
    Captured tuned = Captured.run("finetune", run, "data.labels=classes", "finetune.epochs=1");
    assertEquals(0, tuned.code(), tuned.err());
    assertEquals(warned, (tuned.out() + tuned.err()).contains("pre-training may have seen test images"),
        tuned.out() + tuned.err());
  }
}
