package org.mae4j.config.hocon;

import com.typesafe.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of a configuration, each once, and warnings about it. */
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Consumer<String> warnings;
  private final Set<LocatedProblem> problems = new LinkedHashSet<>();

  /** @param key dotted path; empty for a problem of a whole file */
  private record LocatedProblem(Location where, String key, String message) {
    @Override
    public String toString() {
      return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
  }

  /** Logs warnings. */
  public Problems() {
    this(LOG::warn);
  }

  /** @param warnings receives each warning, one line */
  public Problems(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Passes on a warning.
   *
   * @param key dotted path; empty for a warning about a whole file
   */
  public void warn(Location where, String key, String message) {
    warnings.accept(new LocatedProblem(where, key, message).toString());
  }

  /** Adds a problem of a whole file, such as a key that it lacks. */
  public void add(Path file, String key, String message) {
    add(new Location(file.toString()), key, message);
  }

  /**
   * Adds a problem.
   *
   * @param key dotted path; empty for a problem of a whole file
   */
  public void add(Location where, String key, String message) {
    problems.add(new LocatedProblem(where, key, message));
  }

  /** Adds a problem that the library reports, with the place in the form of this program. */
  public void add(Location fallback, String key, ConfigException problem) {
    String message = problem.getMessage().replaceAll("\\R", " ")
        .replace(", or you may be able to rename the file .properties rather than .conf", "")
        .replace("expecting a close parentheses ')' here, not: end of file", "a closing brace '}' is missing");
    if (problem.origin() == null) {
      add(fallback, key, message);
    } else {
      String prefix = problem.origin().description() + ": ";
      add(Location.of(problem.origin()), key,
          message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
  }

  /** @throws ConfigFileException if there are problems; its message has them by file and line */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      List<LocatedProblem> sorted = new ArrayList<>(problems);
      sorted.sort(Comparator.comparing(LocatedProblem::where));
      throw new ConfigFileException(sorted.stream().map(LocatedProblem::toString).collect(Collectors.joining("\n")));
    }
  }
}
