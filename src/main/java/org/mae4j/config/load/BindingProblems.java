package org.mae4j.config.load;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;

/** The problems of the values that a {@link RecordBinder} builds from, each at the place where the user wrote the value. */
final class BindingProblems {
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^?}][^}]*)}");

  private final ConfigObject values;
  private final WrittenValues written;
  private final boolean complete;
  private final Problems problems;
  private final Set<String> replaced = new HashSet<>();

  /** Takes the parameters of {@link RecordBinder}. */
  BindingProblems(ConfigObject values, WrittenValues written, boolean complete, Problems problems) {
    this.values = values;
    this.written = written;
    this.complete = complete;
    this.problems = problems;
  }

  /** Returns where the value at {@code path} that takes precedence was written; empty if the default applies. */
  Optional<Location> locate(String path) {
    return written.locate(path);
  }

  /** Reports a problem of {@code path} at the place where the user wrote it. */
  void add(String path, String message) {
    problems.add(where(Stream.of(path)), path, message);
  }

  /** Reports an unknown key. */
  void addUnknown(String path, String nearest) {
    add(path, "unknown key, did you mean '" + nearest + "'?");
  }

  /** Reports that {@code value} refers to keys or variables that are not set. */
  void addUnresolved(String path, ConfigValue value) {
    Map<Boolean, List<String>> references = SUBSTITUTION.matcher(value.render()).results()
        .collect(Collectors.partitioningBy(found -> ConfigTree.find(values, found.group(1)).isPresent(),
            Collectors.mapping(MatchResult::group, Collectors.toList())));
    List<String> missing = references.get(references.get(false).isEmpty());
    if (complete) {
      add(path, "refers to a key or variable that is not set: " + String.join(", ", missing));
    }
  }

  /**
   * Reports a problem that the checks of a record found, unless it involves a replaced value.
   *
   * @param prefix dotted path of the record with a final dot, or empty
   */
  void add(String prefix, InvalidConfigException.Problem problem) {
    List<String> paths = keys(problem).map(prefix::concat).toList();
    if (paths.stream().noneMatch(this::isReplaced)) {
      problems.add(where(paths.stream()), paths.get(0), problem.message());
    }
  }

  /** Marks the value at {@code path} as replaced by its default. Returns false if it was before. */
  boolean markReplaced(String path) {
    return replaced.add(path);
  }

  /** Marks the value at {@code path} as replaced if the user may have written it where it could not be read. */
  void markReplacedIfUnread(String path) {
    if (!complete && written.locate(path).isEmpty()) {
      replaced.add(path);
    }
  }

  /** Returns the keys that a problem involves. */
  static Stream<String> keys(InvalidConfigException.Problem problem) {
    return Stream.concat(Stream.of(problem.key()), problem.related().stream());
  }

  private boolean isReplaced(String path) {
    return replaced.stream().anyMatch(bad -> path.equals(bad) || path.startsWith(bad + "."));
  }

  /** Returns the place of the first of {@code paths} that the user wrote. */
  private Location where(Stream<String> paths) {
    return paths.flatMap(path -> written.locate(path).stream()).findFirst()
        .orElseGet(() -> new Location(Location.DEFAULTS));
  }
}
