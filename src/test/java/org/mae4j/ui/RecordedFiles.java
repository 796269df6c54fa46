package org.mae4j.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A run directory as a run of pre-training leaves it, with batches of 16 images.
 *
 * @param path of the directory
 */
record RecordedFiles(Path path) {
  static final String METRICS = "step,epoch,name,value\n";
  static final String SYSTEM = "seconds,stage,step,images,imagesPerSecond,residentMb,heapMb,waiting\n";

  /** Makes a run that is under way by its files, though no process works on it. */
  static RecordedFiles in(Path path) {
    RecordedFiles files = new RecordedFiles(path);
    files.write("config.conf", "name = \"a run\"\npretrain {\n  batch {\n    size = 16\n  }\n}\nratio = 0.75\n");
    return files.agenda(0).write("metrics.csv", METRICS).write("system.csv", SYSTEM);
  }

  /** @param done stages that ended, of one */
  RecordedFiles agenda(int done) {
    return write("resume.json", """
        {"version": 1, "stages": ["pretrain"], "done": %d, "autoencoder": "a", "data": {},
         "settings": {"pretrain.batch.size": "16"}}""".formatted(done));
  }

  RecordedFiles write(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RecordedFiles append(String name, String text) {
    try {
      Files.writeString(path.resolve(name), text, StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts another file in the place of one, as whoever goes on with a run does. */
  RecordedFiles replace(String name, String text) {
    try {
      write(name + ".new", text);
      Files.move(path.resolve(name + ".new"), path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
