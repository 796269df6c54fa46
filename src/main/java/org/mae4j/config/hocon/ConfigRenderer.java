package org.mae4j.config.hocon;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.EnumNames;
import org.mae4j.config.ExperimentConfig;

/** Writes a configuration with all its keys, so that {@link ConfigLoader#load} makes an equal one of it. */
public final class ConfigRenderer {
  private ConfigRenderer() {}

  /** HOCON: a line a key, always in the same order, so that two experiments can be compared line by line. */
  public static String render(ExperimentConfig config) {
    StringBuilder text = new StringBuilder();
    append(text, "", config);
    return text.toString();
  }

  /** The values of a group by dotted key, each as {@link #render} writes it. */
  public static SortedMap<String, String> values(Record group) {
    SortedMap<String, String> values = new TreeMap<>();
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      Object value = valueOf(component, group);
      if (value instanceof Record inner) {
        values(inner).forEach((key, text) -> values.put(component.getName() + "." + key, text));
      } else {
        values.put(component.getName(), text(value));
      }
    }
    return values;
  }

  private static void append(StringBuilder text, String indent, Record group) {
    for (RecordComponent component : group.getClass().getRecordComponents()) {
      Object value = valueOf(component, group);
      text.append(indent).append(component.getName());
      if (value instanceof Record inner) {
        text.append(" {\n");
        append(text, indent + "  ", inner);
        text.append(indent).append("}\n");
      } else {
        text.append(" = ").append(text(value)).append('\n');
      }
    }
  }

  /** One value. */
  public static String text(Object value) {
    if (value instanceof String string) {
      return ConfigUtil.quoteString(string);
    }
    return value instanceof Enum<?> constant ? EnumNames.of(constant) : value.toString();
  }

  static Object valueOf(RecordComponent component, Record group) {
    try {
      return component.getAccessor().invoke(group);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
