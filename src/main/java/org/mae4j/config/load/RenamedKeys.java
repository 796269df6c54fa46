package org.mae4j.config.load;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.base.EnumNames;
import org.mae4j.base.RenamedFrom;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.value.RecordComponents;

/** The former names of the keys that records make and of their values, as {@link RenamedFrom} gives them. */
public final class RenamedKeys {
  private final List<Rename> renames = new ArrayList<>();
  private final List<Groups> groups = new ArrayList<>();
  private final List<String> choices = new ArrayList<>();
  /** Present names of values by key and former name. */
  private final Map<String, Map<String, String>> values = new HashMap<>();

  /**
   * A key or group that has another name now.
   *
   * @param from former dotted path
   * @param to present dotted path
   * @param kind extension that the group {@code from} has the settings of; empty for keys that choose no extension
   */
  record Rename(String from, String to, Optional<String> kind) {
    boolean covers(String key) {
      return key.equals(from) || key.startsWith(from + ".");
    }
  }

  /**
   * All groups of a name, which have the keys of a record.
   *
   * @param above dotted path of the group that has them at any depth
   */
  record Groups(String above, String name, Class<?> type) {}

  /**
   * Adds the names of a record.
   *
   * @param prefix what stands before all keys of the record, with a final dot, or empty
   */
  public RenamedKeys with(String prefix, Class<?> type) {
    add(prefix, "", type);
    return this;
  }

  /**
   * Adds the names of a record in each group that a file has at any depth below another.
   *
   * @param above dotted path of the other group
   * @param name of the groups, with present names around them
   */
  public RenamedKeys within(String above, String name, Class<?> type) {
    groups.add(new Groups(above, name, type));
    return this;
  }

  private void add(String prefix, String group, Class<?> type) {
    for (RecordComponent component : RecordComponents.of(type)) {
      String point = group + component.getName();
      String path = prefix + point;
      RenamedFrom renamed = component.getAnnotation(RenamedFrom.class);
      Stream.of(renamed == null ? new String[0] : renamed.value()).map(former -> new Rename(prefix + group + former,
          path, Optional.of(former).filter(name -> component.getType() == Choice.class))).forEach(renames::add);
      if (component.getType() == Choice.class) {
        choices.add(path);
        Extensions.at(point).values()
            .forEach(extension -> add(prefix, point + ".", extension.defaults().getClass()));
      } else if (component.getType() == Choices.class) {
        Extensions.at(point)
            .forEach((name, extension) -> add(prefix, point + "." + name + ".", extension.defaults().getClass()));
      } else if (component.getType().isRecord()) {
        add(prefix, point + ".", component.getType());
      } else if (component.getType().isEnum()) {
        addValues(path, component.getType());
      }
    }
  }

  private void addValues(String path, Class<?> type) {
    Map<String, String> former = new HashMap<>();
    for (Object constant : type.getEnumConstants()) {
      EnumNames.formerNames((Enum<?>) constant).forEach(name -> former.put(name, EnumNames.of((Enum<?>) constant)));
    }
    if (!former.isEmpty()) {
      values.put(path, former);
    }
  }

  List<Rename> renames() {
    return renames;
  }

  List<Groups> groups() {
    return groups;
  }

  /** Returns the keys that choose one extension. */
  List<String> choices() {
    return choices;
  }

  /** Returns present names by former name of the values of each key that has former ones. */
  Map<String, Map<String, String>> values() {
    return values;
  }
}
