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
public record RunFixture(Path path) {
  public static final String METRICS = "step,epoch,name,value\n";
  public static final String SYSTEM = "seconds,stage,step,images,imagesPerSecond,residentMb,heapMb,waiting\n";

  /** Writes the files of a run that is in progress but has no process. */
  public static RunFixture in(Path path) {
    RunFixture files = new RunFixture(path);
    files.write("config.conf", "name = \"a run\"\npretrain {\n  batch {\n    size = 16\n  }\n}\nratio = 0.75\n");
    return files.agenda(0).write("metrics.csv", METRICS).write("system.csv", SYSTEM);
  }

  /** Writes the resume plan. @param done number of finished stages, 0 or 1 */
  public RunFixture agenda(int done) {
    return write("resume.json", """
        {"version": 1, "stages": ["pretrain"], "done": %d, "autoencoder": "a", "data": {},
         "settings": {"pretrain.batch.size": "16"}}""".formatted(done));
  }

  public RunFixture write(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RunFixture append(String name, String text) {
    try {
      Files.writeString(path.resolve(name), text, StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a file by another one, as a resumed run does. */
  public RunFixture replace(String name, String text) {
    try {
      write(name + ".new", text);
      Files.move(path.resolve(name + ".new"), path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
