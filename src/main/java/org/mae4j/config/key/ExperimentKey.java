package org.mae4j.config.key;

import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.config.value.RecordComponents;
import org.mae4j.config.value.ValueReader;

/**
 * A key of an experiment, with the values that it can have.
 *
 * @param type of its values
 * @param isKind whether the values are names of extensions
 * @param check returns what is wrong with a value of {@code type}, whatever the values of the other keys
 */
public record ExperimentKey(Type type, boolean isKind, Function<Object, Optional<String>> check) {

  /**
   * Returns the key at {@code path}. It may belong to an extension that {@code experiment} does not choose.
   *
   * @param path dotted path of a key that has a value, one of {@link KnownKeys#leaves()}
   */
  public static ExperimentKey of(Record experiment, String path) {
    return of(experiment, "", path);
  }

  private static ExperimentKey of(Record group, String prefix, String path) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    RecordComponent component = component(group, name).orElseThrow();
    if (dot < 0) {
      return new ExperimentKey(component.getGenericType(), false, value -> outOfRange(group, name, value));
    }
    String rest = path.substring(dot + 1);
    Record inner = (Record) RecordComponents.value(component, group);
    if (inner instanceof Choice choice) {
      return of(choice, prefix + name, rest);
    } else if (inner instanceof Choices) {
      String[] parts = rest.split("\\.", 2);
      return of(Extensions.at(prefix + name).get(parts[0]).defaults(), prefix + name + "." + parts[0] + ".", parts[1]);
    }
    return of(inner, prefix + name + ".", rest);
  }

  private static ExperimentKey of(Choice choice, String point, String key) {
    SortedMap<String, Extension> known = Extensions.at(point);
    if (key.equals(Choice.KIND)) {
      return new ExperimentKey(String.class, true,
          name -> known.containsKey(name) ? Optional.empty() : Optional.of(unknownKind((String) name, known)));
    }
    String first = key.split("\\.")[0];
    Record settings = Stream.concat(Stream.of(choice.settings()), known.values().stream().map(Extension::defaults))
        .filter(group -> component(group, first).isPresent()).findFirst().orElseThrow();
    return of(settings, point + ".", key);
  }

  /** Returns what a message says about a name that no extension has. */
  public static String unknownKind(String name, SortedMap<String, Extension> known) {
    return "no '" + name + "' is known"
        + (known.isEmpty() ? "" : ", did you mean '" + NearestKey.of(name, known.keySet()) + "'? Known: "
            + String.join(", ", known.keySet()))
        + "; --plugins adds those of a jar";
  }

  /** Returns why {@code value} can never stand here, whatever the other keys are; empty if it can. */
  public Optional<String> problem(ConfigValue value) {
    Optional<?> read = ValueReader.read(type, value);
    return read.isEmpty() ? Optional.of(ValueReader.problem(type, value)) : check.apply(read.get());
  }

  /** Returns {@code value}, which has no {@link #problem}, as {@link ConfigRenderer} writes it. */
  public String text(ConfigValue value) {
    Object read = ValueReader.read(type, value).orElseThrow();
    return isKind ? read.toString() : ConfigRenderer.text(read);
  }

  private static Optional<RecordComponent> component(Record group, String name) {
    return RecordComponents.of(group.getClass()).stream().filter(c -> c.getName().equals(name)).findFirst();
  }

  private static Optional<String> outOfRange(Record group, String name, Object value) {
    Object[] arguments = RecordComponents.of(group.getClass()).stream()
        .map(c -> c.getName().equals(name) ? value : RecordComponents.value(c, group)).toArray();
    try {
      RecordComponents.construct(group.getClass(), arguments);
      return Optional.empty();
    } catch (InvalidConfigException e) {
      return e.problems().stream()
          .filter(problem -> problem.key().equals(name) && problem.related().isEmpty())
          .map(InvalidConfigException.Problem::message).findFirst();
    }
  }
}
