package org.mae4j.config.value;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mae4j.base.EnumNames;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;

/** Writes a configuration with all its keys. Loading the text gives an equal configuration. */
public final class ConfigRenderer {
  /** A group without keys, such as no evaluations. */
  private static final String EMPTY = "{}";

  private ConfigRenderer() {}

  /** Returns HOCON with one line per key, always in the same order, so that two texts can be compared line by line. */
  public static String render(Record config) {
    StringBuilder text = new StringBuilder();
    append(text, "", config);
    return text.toString();
  }

  /** Returns the values of a group by dotted key, each as {@link #render} writes it. */
  public static SortedMap<String, String> values(Record group) {
    SortedMap<String, String> values = new TreeMap<>();
    children(group).forEach((name, value) -> {
      if (value instanceof Record inner && !children(inner).isEmpty()) {
        values(inner).forEach((key, text) -> values.put(name + "." + key, text));
      } else {
        values.put(name, value instanceof Record ? EMPTY : (String) value);
      }
    });
    return values;
  }

  private static void append(StringBuilder text, String indent, Record group) {
    children(group).forEach((name, value) -> {
      text.append(indent).append(name);
      if (value instanceof Record inner && !children(inner).isEmpty()) {
        text.append(" {\n");
        append(text, indent + "  ", inner);
        text.append(indent).append("}\n");
      } else {
        text.append(" = ").append(value instanceof Record ? EMPTY : value).append('\n');
      }
    });
  }

  /** Returns what is written below a group, in order: groups, and texts of values. */
  private static Map<String, Object> children(Record group) {
    if (group instanceof Choices choices) {
      return new TreeMap<>(choices.settings());
    }
    Map<String, Object> children = new LinkedHashMap<>();
    if (group instanceof Choice choice) {
      children.put(Choice.KIND, choice.kind());
      children.putAll(children(choice.settings()));
      return children;
    }
    for (RecordComponent component : RecordComponents.of(group.getClass())) {
      Object value = RecordComponents.value(component, group);
      children.put(component.getName(), value instanceof Record ? value : text(value));
    }
    return children;
  }

  /** Returns one value as a file has it. */
  public static String text(Object value) {
    if (value instanceof String string) {
      return ConfigUtil.quoteString(string);
    } else if (value instanceof List<?> list) {
      return list.stream().map(ConfigRenderer::text).collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Record item) {
      return values(item).entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue())
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
    return value instanceof Enum<?> constant ? EnumNames.of(constant) : value.toString();
  }
}
