package org.mae4j.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.cli.harness.TrainedRun;
import org.mae4j.data.TestImages;

/**
 * Models and images for the tests of the commands that use models.
 *
 * @param run a complete run
 * @param pretrained the same run without classifiers
 * @param photos a folder of three images of different formats and sizes, and a text
 */
record ModelFixture(Path run, Path pretrained, Path photos) {
  /** A name with characters that shells, URIs and locales treat in their own ways. */
  static final String NAME = "a b'\"#%25ü日,ß.png";

  /** Writes all of them into a directory. */
  static ModelFixture in(Path directory) throws IOException {
    Path pretrained = TrainedRun.copyTo(directory.resolve("pretrained"));
    for (String name : List.of("finetune-best", "scratch-best", "probe", "knn")) {
      Files.delete(pretrained.resolve("checkpoints/" + name + ".safetensors"));
    }
    Path photos = directory.resolve("photos");
    TestImages.write(photos.resolve(NAME), 50, 32, 0, 0xFF0000);
    TestImages.write(photos.resolve("deep/er/b.jpg"), 32, 32, 0, 0x00FF00);
    TestImages.write(photos.resolve("deep/c.bmp"), 8, 70, 0, 0x0000FF);
    Files.writeString(photos.resolve("notes.txt"), "text");
    return new ModelFixture(TrainedRun.copyTo(directory.resolve("run")), pretrained, photos);
  }
}
