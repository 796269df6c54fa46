package org.mae4j.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.UserException;
import picocli.CommandLine.Option;

/** The option of a command that writes a file of the user's choice. */
public final class ForceOption {
  @Option(names = "--force", description = "Replaces the file if it exists.")
  private boolean force;

  /**
   * Returns the file, if there is one, after checking that it can be written and that nothing is lost by it.
   *
   * @param option option that names the file
   * @param inputs files that the command reads, and directories whose files it may read
   * @throws UserException if it must not or cannot be written
   */
  public Optional<Path> checked(String option, Optional<Path> file, List<Path> inputs) throws IOException {
    return file.isPresent() ? Optional.of(new OutputFile(option, file.get()).require(force, inputs)) : file;
  }

  /** Returns what {@link #checked} does for a file that is a PNG. */
  public Optional<Path> checkedPng(String option, Optional<Path> file, List<Path> inputs) throws IOException {
    Optional<Path> png = checked(option, file, inputs);
    png.filter(path -> !path.toString().endsWith(".png")).ifPresent(path -> {
      throw new UserException(option + ": " + path + " must end with .png");
    });
    return png;
  }
}
