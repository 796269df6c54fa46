package org.mae4j.config.extension;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that a configuration can have the settings of a plugin: the types of their record, and their defaults. */
final class PluginSettings {
  private static final Set<Type> TYPES = Set.of(int.class, long.class, double.class, boolean.class, String.class);

  private PluginSettings() {}

  /** Returns what is wrong with the settings, as a part of a line; empty if nothing is. */
  static Optional<String> problem(Extension extension) {
    Record defaults;
    try {
      defaults = extension.defaults();
    } catch (RuntimeException e) {
      return Optional.of(extension.getClass().getName() + ".defaults() fails: " + e);
    }
    if (defaults == null) {
      return Optional.of(extension.getClass().getName() + ".defaults() returns null; return new "
          + NoSettings.class.getSimpleName() + "() if it has no settings");
    }
    return Stream.concat(unreadable(defaults.getClass()), withoutDefault(defaults))
        .map(problem -> extension.getClass().getName() + " has the setting " + problem).findFirst();
  }

  private static Stream<String> unreadable(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).flatMap(PluginSettings::unreadable);
  }

  private static Stream<String> unreadable(RecordComponent component) {
    String name = "'" + component.getName() + "'";
    if (component.getName().equals(Choice.KIND)) {
      return Stream.of(name + ", which is the key of its own name; call the setting otherwise");
    } else if (component.getType().isRecord()) {
      return unreadable(component.getType());
    }
    return isReadable(component) ? Stream.empty() : Stream.of(name + " of type "
        + component.getGenericType().getTypeName()
        + "; use int, long, double, boolean, String, an enum, a record, List<Double>, or a list of records");
  }

  private static Stream<String> withoutDefault(Record group) {
    return Arrays.stream(group.getClass().getRecordComponents()).flatMap(component -> {
      Object value = value(component, group);
      if (value == null) {
        return Stream.of("'" + component.getName()
            + "' without a default; let defaults() return a value that is not null");
      }
      return value instanceof Record inner ? withoutDefault(inner) : Stream.empty();
    });
  }

  private static boolean isReadable(RecordComponent component) {
    return TYPES.contains(component.getType()) || component.getType().isEnum()
        || component.getType() == List.class && component.getGenericType() instanceof ParameterizedType list
            && isItem(list.getActualTypeArguments()[0]);
  }

  private static boolean isItem(Type item) {
    return item == Double.class
        || item instanceof Class<?> type && type.isRecord() && unreadable(type).findAny().isEmpty();
  }

  private static Object value(RecordComponent component, Record group) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // the record may be nested in the class of the plugin
      return accessor.invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
