package org.mae4j.config.load;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.key.ExperimentKey;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.config.value.RecordComponents;
import org.mae4j.config.value.ValueReader;
import org.mae4j.config.value.ValueText;

/** Builds and checks the components of a record that choose extensions. */
final class ExtensionBinder {
  private final RecordBinder binder;
  private final BindingProblems problems;

  ExtensionBinder(RecordBinder binder, BindingProblems problems) {
    this.binder = binder;
    this.problems = problems;
  }

  /**
   * Returns the extension that {@code value} chooses; empty if there are problems, which are reported.
   *
   * @param byDefault group that names a kind, for a value that names none
   */
  Optional<Choice> choice(String path, ConfigValue value, ConfigValue byDefault) {
    if (!(ChoiceGroups.group(value) instanceof ConfigObject group)) {
      problems.add(path, "must be a name or a group with a kind, is " + ValueText.shown(value));
      return Optional.empty();
    }
    String kindPath = path + "." + Choice.KIND;
    ConfigValue kind = (group.containsKey(Choice.KIND) ? group : (ConfigObject) ChoiceGroups.group(byDefault))
        .get(Choice.KIND);
    return name(kindPath, kind).flatMap(name -> extension(kindPath, path, name))
        .map(extension -> new Choice(extension.name(), settings(path, extension, group, Choice.KIND)));
  }

  /** Returns the extensions that {@code value} names; those with problems, which are reported, are left out. */
  Optional<Choices> choices(String path, ConfigValue value) {
    if (!(value instanceof ConfigObject group)) {
      problems.add(path, "must be a group of names, is " + ValueText.shown(value));
      return Optional.empty();
    }
    SortedMap<String, Record> settings = new TreeMap<>();
    group.forEach((name, inner) -> {
      String below = path + "." + name;
      if (!ConfigTree.isResolved(inner)) {
        problems.addUnresolved(below, inner);
      } else if (inner instanceof ConfigObject keys) {
        extension(below, path, name).ifPresent(found -> settings.put(name, settings(below, found, keys)));
      } else {
        problems.add(below, "must be a group of keys, is " + ValueText.shown(inner));
      }
    });
    return Optional.of(new Choices(settings));
  }

  /**
   * Lets the extensions that {@code group} chooses check their settings against the group.
   *
   * @param prefix dotted path of the group with a final dot, or empty
   * @throws InvalidConfigException if they find problems
   */
  static void check(String prefix, Record group) {
    List<InvalidConfigException.Problem> found = new ArrayList<>();
    for (RecordComponent component : RecordComponents.of(group.getClass())) {
      String point = prefix + component.getName();
      Object value = RecordComponents.value(component, group);
      if (value instanceof Choice choice) {
        found.addAll(Extensions.at(point).get(choice.kind()).check(group, choice.settings()));
      } else if (value instanceof Choices choices) {
        choices.settings()
            .forEach((name, settings) -> found.addAll(Extensions.at(point).get(name).check(group, settings)));
      }
    }
    if (!found.isEmpty()) {
      throw new InvalidConfigException(found);
    }
  }

  private Optional<String> name(String path, ConfigValue kind) {
    if (!ConfigTree.isResolved(kind)) {
      problems.addUnresolved(path, kind);
      return Optional.empty();
    }
    Optional<String> name = ValueReader.read(String.class, kind).map(String.class::cast);
    if (name.isEmpty()) {
      problems.add(path, ValueReader.problem(String.class, kind));
    }
    return name;
  }

  private Optional<Extension> extension(String path, String point, String name) {
    SortedMap<String, Extension> known = Extensions.at(point);
    if (!known.containsKey(name)) {
      problems.add(path, ExperimentKey.unknownKind(name, known));
    }
    return Optional.ofNullable(known.get(name));
  }

  private Record settings(String path, Extension extension, ConfigObject group, String... beside) {
    Record settings = extension.defaults();
    // A group that stands over a name in the same file would not fall back to the defaults.
    ConfigObject own = group.keySet().stream().reduce(ConfigFactory.empty().root(),
        (keys, key) -> keys.withValue(key, group.get(key)), (first, second) -> second);
    KnownKeys.below(path, settings.getClass(), beside).unknown(group.atPath(path).root(),
        (key, nearest) -> unknown(path, extension, key, nearest));
    ConfigObject defaults = ConfigFactory.parseString(ConfigRenderer.render(settings)).root();
    return binder.record(settings.getClass(), path + ".", own.withFallback(defaults), defaults);
  }

  /** Reports a key that the extension does not have; another kind at the same point may have it. */
  private void unknown(String point, Extension extension, String key, String nearest) {
    String name = ConfigUtil.splitPath(key.substring(point.length() + 1)).get(0);
    String others = Extensions.at(point).values().stream()
        .filter(other -> ChosenKinds.settings(other).containsKey(name))
        .map(Extension::name).collect(Collectors.joining(", "));
    if (others.isEmpty()) {
      problems.addUnknown(key, nearest);
    } else {
      problems.add(key, "not a setting of " + extension.name() + ", but of " + others
          + "; " + remedy(point, key));
    }
  }

  /** Returns what to do about a setting of another kind than the chosen one. */
  private String remedy(String point, String key) {
    Optional<Location> kind = problems.locate(point + "." + Choice.KIND).filter(Location::isFile);
    boolean included = kind.isPresent() && problems.locate(key).filter(Location::isFile)
        .filter(setting -> !setting.source().equals(kind.get().source())).isPresent();
    return included ? "to replace the included settings, write " + point + " = null before " + kind.get()
        : "remove it, or write the kind that it belongs to beside it";
  }
}
