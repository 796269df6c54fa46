package org.mae4j.config.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
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
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;

/**
 * Builds a record from a tree of values and reports all problems of the values.
 *
 * <p>An invalid value is replaced by its default. The record and the records around it can then be built, and their
 * checks find the other problems. A problem that involves a replaced value is not reported, because the user did not
 * write that value.
 */
public final class RecordBinder {
  private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^?}][^}]*)}");

  private final ConfigObject values;
  private final WrittenValues written;
  private final boolean complete;
  private final Problems problems;
  private final Set<String> replaced = new HashSet<>();
  private final ExtensionBinder extensions = new ExtensionBinder(this);

  /**
   * @param values values to build from, with the substitutions that can be resolved
   * @param written the values before merging, with their places
   * @param complete false if something could not be read or resolved, which has been reported; then a default may
   *     replace a value that the user wrote
   */
  public RecordBinder(ConfigObject values, WrittenValues written, boolean complete, Problems problems) {
    this.values = values;
    this.written = written;
    this.complete = complete;
    this.problems = problems;
  }

  /**
   * Returns the record; if there are problems, it has defaults in place of the invalid values.
   *
   * @param defaults a valid value for each component
   */
  public <T extends Record> T bind(Class<T> type, ConfigObject defaults) {
    return type.cast(record(type, "", values, defaults));
  }

  /** @param prefix dotted path of the group with a final dot, or empty */
  Record record(Class<?> type, String prefix, ConfigObject group, ConfigObject defaults) {
    List<RecordComponent> components = RecordComponents.of(type);
    Object[] arguments = components.stream()
        .map(c -> component(c, prefix + c.getName(), group.get(c.getName()), defaults.get(c.getName()))).toArray();
    while (true) {
      try {
        Record built = CheckedRecord.construct(type, arguments);
        CheckedRecord.checkExtensions(prefix, built);
        return built;
      } catch (InvalidConfigException e) {
        e.problems().forEach(problem -> report(prefix, problem));
        replace(components, arguments, prefix, e.problems(), defaults);
      }
    }
  }

  private Object component(RecordComponent component, String path, ConfigValue value, ConfigValue byDefault) {
    if (byDefault == null) {
      throw new IllegalStateException(path + ": has no default; add it to defaults.conf or sweep.conf, with a comment");
    }
    if (!complete && written.locate(path).isEmpty()) {
      replaced.add(path);
    }
    if (!WrittenValues.isResolved(value)) {
      reportUnresolved(path, value);
    } else {
      Optional<?> read = read(component, path, value, byDefault);
      if (read.isPresent()) {
        return read.get();
      }
    }
    replaced.add(path);
    return component(component, path, byDefault, byDefault);
  }

  /** Returns the value of a component; empty if {@code value} is invalid, which is reported. */
  private Optional<?> read(RecordComponent component, String path, ConfigValue value, ConfigValue byDefault) {
    Class<?> type = component.getType();
    if (type == Choice.class) {
      return extensions.choice(path, value, byDefault);
    } else if (type == Choices.class) {
      return extensions.choices(path, value);
    } else if (type.isRecord() && value instanceof ConfigObject group) {
      return Optional.of(record(type, path + ".", group, (ConfigObject) byDefault));
    }
    Optional<?> read = type.isRecord() ? Optional.empty() : ValueReader.read(component.getGenericType(), value);
    if (read.isEmpty()) {
      problem(path, type.isRecord() ? "must be a group of keys, is " + ValueReader.shown(value)
          : ValueReader.problem(component.getGenericType(), value));
    }
    return read;
  }

  /** Returns where the value at {@code path} that takes precedence was written; empty if the default applies. */
  Optional<Location> locate(String path) {
    return written.locate(path);
  }

  /** Reports a problem of {@code path} at the place where the user wrote it. */
  void problem(String path, String message) {
    problems.add(where(Stream.of(path)), path, message);
  }

  /** Reports an unknown key. */
  void unknown(String path, String nearest) {
    problem(path, "unknown key, did you mean '" + nearest + "'?");
  }

  private void report(String prefix, InvalidConfigException.Problem problem) {
    List<String> paths = keys(problem).map(prefix::concat).toList();
    if (paths.stream().noneMatch(this::isReplaced)) {
      problems.add(where(paths.stream()), paths.get(0), problem.message());
    }
  }

  /** Reports that {@code value} refers to keys or variables that are not set. */
  void reportUnresolved(String path, ConfigValue value) {
    Map<Boolean, List<String>> references = SUBSTITUTION.matcher(value.render()).results()
        .collect(Collectors.partitioningBy(found -> WrittenValues.find(values, found.group(1)).isPresent(),
            Collectors.mapping(MatchResult::group, Collectors.toList())));
    List<String> missing = references.get(references.get(false).isEmpty());
    if (complete) {
      problem(path, "refers to a key or variable that is not set: " + String.join(", ", missing));
    }
  }

  private boolean isReplaced(String path) {
    return replaced.stream().anyMatch(bad -> path.equals(bad) || path.startsWith(bad + "."));
  }

  /** Returns the place of the first of {@code paths} that the user wrote. */
  private Location where(Stream<String> paths) {
    return paths.flatMap(path -> written.locate(path).stream()).findFirst()
        .orElseGet(() -> new Location(Location.DEFAULTS));
  }

  private void replace(List<RecordComponent> components, Object[] arguments, String prefix,
      List<InvalidConfigException.Problem> found, ConfigObject defaults) {
    Set<String> names = found.stream().flatMap(RecordBinder::keys).map(key -> key.split("\\.")[0])
        .collect(Collectors.toSet());
    boolean progress = false;
    for (int i = 0; i < components.size(); i++) {
      String name = components.get(i).getName();
      if (names.contains(name)) {
        progress |= replaced.add(prefix + name);
        arguments[i] = component(components.get(i), prefix + name, defaults.get(name), defaults.get(name));
      }
    }
    if (!progress) {
      throw new IllegalStateException("the defaults do not fit together: " + found);
    }
  }

  private static Stream<String> keys(InvalidConfigException.Problem problem) {
    return Stream.concat(Stream.of(problem.key()), problem.related().stream());
  }
}
