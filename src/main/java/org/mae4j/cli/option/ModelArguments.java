package org.mae4j.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mae4j.library.Images;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of a command that uses a model of a run on images. */
public final class ModelArguments {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Run directory, or a checkpoint in it.")
  private Path model;

  @Parameters(index = "1..*", paramLabel = "IMAGE",
      description = "Image files of any size, and folders whose images are read, also those in folders below.")
  private List<Path> images = new ArrayList<>();

  @Option(names = "--set", paramLabel = "key=value",
      description = "A setting that takes precedence over the run, such as data.fit=pad; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Mixin
  private ThreadsOption threads;

  public Path model() {
    return model;
  }

  /** Returns the files and folders that are named. */
  public List<Path> paths() {
    return images;
  }

  public Images images() {
    return Images.at(images.toArray(Path[]::new));
  }

  /** Returns the settings that take precedence over those of the run. */
  public String[] settings() {
    return threads.added(overrides).toArray(String[]::new);
  }

  /** Returns the files and directories that the command reads. */
  public List<Path> inputs() {
    return Stream.concat(Stream.of(model), images.stream()).toList();
  }
}
