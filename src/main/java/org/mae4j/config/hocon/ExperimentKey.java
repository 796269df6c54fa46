package org.mae4j.config.hocon;

import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.mae4j.config.check.InvalidConfigException;

/**
 * One key of an experiment: what may be written there.
 *
 * @param group that the key belongs to, with valid values
 * @param component of the group
 */
public record ExperimentKey(Record group, RecordComponent component) {

  /** @param path of a key that has a value, not of a group */
  public static ExperimentKey of(Record root, String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    RecordComponent component = Arrays.stream(root.getClass().getRecordComponents())
        .filter(c -> c.getName().equals(name)).findFirst().orElseThrow();
    return dot < 0 ? new ExperimentKey(root, component)
        : of((Record) ConfigRenderer.valueOf(component, root), path.substring(dot + 1));
  }

  public Type type() {
    return component.getGenericType();
  }

  /** Why {@code value} can never stand here, whatever the other keys are; empty if it can. */
  public Optional<String> problem(ConfigValue value) {
    Optional<?> read = ValueReader.read(type(), value);
    return read.isEmpty() ? Optional.of(ValueReader.problem(type(), value)) : outOfRange(read.get());
  }

  private Optional<String> outOfRange(Object value) {
    Object[] arguments = Arrays.stream(group.getClass().getRecordComponents())
        .map(c -> c.getName().equals(component.getName()) ? value : ConfigRenderer.valueOf(c, group)).toArray();
    try {
      RecordBinder.construct(group.getClass(), arguments);
      return Optional.empty();
    } catch (InvalidConfigException e) {
      return e.problems().stream()
          .filter(problem -> problem.key().equals(component.getName()) && problem.related().isEmpty())
          .map(InvalidConfigException.Problem::message).findFirst();
    }
  }
}
