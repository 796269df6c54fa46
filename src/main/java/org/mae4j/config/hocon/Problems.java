package org.mae4j.config.hocon;

import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All that is wrong with a configuration, each thing once. */
public final class Problems {
  private final Set<Problem> problems = new LinkedHashSet<>();

  /** {@code key} is empty where a file as a whole is meant. */
  private record Problem(Location where, String key, String message) {
    @Override
    public String toString() {
      return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
  }

  void add(Location where, String key, String message) {
    problems.add(new Problem(where, key, message));
  }

  /** Adds what the library found, without its own way of telling the place. */
  void add(Location fallback, String key, ConfigException problem) {
    String message = problem.getMessage().replaceAll("\\R", " ")
        .replace(", or you may be able to rename the file .properties rather than .conf", "");
    if (problem.origin() == null) {
      add(fallback, key, message);
    } else {
      String prefix = problem.origin().description() + ": ";
      add(Location.of(problem.origin()), key,
          message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
  }

  /** @throws ConfigFileException if there are any: file by file, in the order of their lines */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      List<Problem> sorted = new ArrayList<>(problems);
      sorted.sort(Comparator.comparing(Problem::where));
      throw new ConfigFileException(sorted.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
  }
}
