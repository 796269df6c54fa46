package org.mae4j.data.download;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mae4j.data.DataException;
import org.mae4j.data.DataSource;

/** A data source whose files {@code ./mae4j data NAME} downloads and {@code ./mae4j doctor} checks. */
public interface Downloadable extends DataSource {
  /** Returns the name of the data set as it is usually written. */
  String title();

  /** Returns the directory for the files if the user names none, relative to the working directory. */
  Path directory();

  /** Returns the published files and the files that they unpack to. */
  DataArchive archive();

  /** Returns the environment variable that names the directory of the files on a machine. */
  default String variable() {
    return "MAE4J_" + name().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Returns the directory that {@link #variable} names; empty if it names none. @param environment value by name */
  default Optional<Path> named(UnaryOperator<String> environment) {
    return Optional.ofNullable(environment.apply(variable())).filter(dir -> !dir.isBlank()).map(Path::of);
  }

  /**
   * Checks the files without reading the images.
   *
   * @return a phrase for each defect, with file names relative to {@code dir}; empty if the files are complete
   */
  default List<String> defects(Path dir) {
    return DataFile.defects(dir, archive().files());
  }

  /** Returns the directory that has all files, as {@link #requireFiles(Path, List)}. */
  default Path requireFiles(Path dir) {
    return requireFiles(dir, this::defects);
  }

  /**
   * Returns the directory that has {@code files}: {@code dir}, or the folder in it that an archive unpacks to.
   *
   * @throws DataException if files are missing or have the wrong size
   */
  default Path requireFiles(Path dir, List<DataFile> files) {
    return requireFiles(dir, candidate -> DataFile.defects(candidate, files));
  }

  /** Returns where the files are, complete or not: {@code dir}, or the folder in it that an archive unpacks to. */
  default Path located(Path dir) {
    return located(dir, this::defects);
  }

  private Path located(Path dir, Function<Path, List<String>> defects) {
    Path unpacked = dir.resolve(directory().getFileName());
    return Files.isDirectory(unpacked) && !defects.apply(dir).isEmpty() ? unpacked : dir;
  }

  private Path requireFiles(Path dir, Function<Path, List<String>> defects) {
    Path found = located(dir, defects);
    List<String> problems = defects.apply(found);
    if (!problems.isEmpty()) {
      throw new DataException(found + ": " + String.join("; ", problems) + "; `./mae4j data " + name()
          + option(found) + "` downloads " + title()
          + (Files.exists(found) ? "" : "; if you have it, name its directory by " + variable() + " or data.dir"));
    }
    return found;
  }

  /** Returns the option of the download into {@code dir}, or into another directory if it exists. */
  private String option(Path dir) {
    return Files.exists(dir) ? " --dir NEW-DIRECTORY" : dir.equals(directory()) ? "" : " --dir " + dir;
  }
}
