package org.mae4j.config.load;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.RecordComponents;
import org.mae4j.config.value.ValueReader;
import org.mae4j.config.value.ValueText;

/**
 * Builds a record from a tree of values and reports all problems of the values.
 *
 * <p>An invalid value is replaced by its default. The record and the records around it can then be built, and their
 * checks find the other problems. A problem that involves a replaced value is not reported, because the user did not
 * write that value.
 */
public final class RecordBinder {
  private final ConfigObject values;
  private final BindingProblems problems;
  private final ExtensionBinder extensions;

  /**
   * @param values values to build from, with the substitutions that can be resolved
   * @param written the values before merging, with their places
   * @param complete false if something could not be read or resolved, which has been reported; then a default may
   *     replace a value that the user wrote
   */
  public RecordBinder(ConfigObject values, WrittenValues written, boolean complete, Problems problems) {
    this.values = values;
    this.problems = new BindingProblems(values, written, complete, problems);
    this.extensions = new ExtensionBinder(this, this.problems);
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
        Record built = RecordComponents.construct(type, arguments);
        ExtensionBinder.check(prefix, built);
        return built;
      } catch (InvalidConfigException e) {
        e.problems().forEach(problem -> problems.add(prefix, problem));
        replace(components, arguments, prefix, e.problems(), defaults);
      }
    }
  }

  private Object component(RecordComponent component, String path, ConfigValue value, ConfigValue byDefault) {
    if (byDefault == null) {
      throw new IllegalStateException(path + ": has no default; add it to defaults.conf or sweep.conf, with a comment");
    }
    problems.markReplacedIfUnread(path);
    if (!ConfigTree.isResolved(value)) {
      problems.addUnresolved(path, value);
    } else {
      Optional<?> read = read(component, path, value, byDefault);
      if (read.isPresent()) {
        return read.get();
      }
    }
    problems.markReplaced(path);
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
      problems.add(path, type.isRecord() ? "must be a group of keys, is " + ValueText.shown(value)
          : ValueReader.problem(component.getGenericType(), value));
    }
    return read;
  }

  private void replace(List<RecordComponent> components, Object[] arguments, String prefix,
      List<InvalidConfigException.Problem> found, ConfigObject defaults) {
    Set<String> names = found.stream().flatMap(BindingProblems::keys).map(key -> key.split("\\.")[0])
        .collect(Collectors.toSet());
    boolean progress = false;
    for (int i = 0; i < components.size(); i++) {
      String name = components.get(i).getName();
      if (names.contains(name)) {
        progress |= problems.markReplaced(prefix + name);
        arguments[i] = component(components.get(i), prefix + name, defaults.get(name), defaults.get(name));
      }
    }
    if (!progress) {
      throw new IllegalStateException("the defaults do not fit together: " + found);
    }
  }
}
