package org.mae4j.config.hocon;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extensions;

/** The construction of a record from its components, and the reading of a component. */
final class CheckedRecord {
  private CheckedRecord() {}

  /** @throws InvalidConfigException if the record's own checks fail */
  static Record construct(Class<?> type, Object[] arguments) {
    try {
      Class<?>[] types = RecordComponents.of(type).stream().map(RecordComponent::getType).toArray(Class[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true); // a record may be nested in a class of this program
      return (Record) canonical.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InvalidConfigException invalid) {
        throw invalid;
      }
      throw new IllegalStateException("cannot build " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  /**
   * Lets the extensions that {@code group} chooses check their settings against the group.
   *
   * @param prefix dotted path of the group with a final dot, or empty
   * @throws InvalidConfigException if they find problems
   */
  static void checkExtensions(String prefix, Record group) {
    List<InvalidConfigException.Problem> problems = new ArrayList<>();
    for (RecordComponent component : RecordComponents.of(group.getClass())) {
      String point = prefix + component.getName();
      Object value = value(component, group);
      if (value instanceof Choice choice) {
        problems.addAll(Extensions.at(point).get(choice.kind()).check(group, choice.settings()));
      } else if (value instanceof Choices choices) {
        choices.settings()
            .forEach((name, settings) -> problems.addAll(Extensions.at(point).get(name).check(group, settings)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
  }

  /** Returns the value of a component. */
  static Object value(RecordComponent component, Record group) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
