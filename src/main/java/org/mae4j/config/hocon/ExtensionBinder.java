package org.mae4j.config.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Choices;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;

/** Builds the components of a record that choose extensions. */
final class ExtensionBinder {
  private final RecordBinder binder;

  ExtensionBinder(RecordBinder binder) {
    this.binder = binder;
  }

  /**
   * Returns the extension that {@code value} chooses; empty if there are problems, which are reported.
   *
   * @param byDefault group that names a kind, for a value that names none
   */
  Optional<Choice> choice(String path, ConfigValue value, ConfigValue byDefault) {
    if (!(ChoiceGroups.group(value) instanceof ConfigObject group)) {
      binder.problem(path, "must be a name or a group with a kind, is " + ValueReader.shown(value));
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
      binder.problem(path, "must be a group of names, is " + ValueReader.shown(value));
      return Optional.empty();
    }
    SortedMap<String, Record> settings = new TreeMap<>();
    group.forEach((name, inner) -> {
      String below = path + "." + name;
      if (!WrittenValues.isResolved(inner)) {
        binder.reportUnresolved(below, inner);
      } else if (inner instanceof ConfigObject keys) {
        extension(below, path, name).ifPresent(found -> settings.put(name, settings(below, found, keys)));
      } else {
        binder.problem(below, "must be a group of keys, is " + ValueReader.shown(inner));
      }
    });
    return Optional.of(new Choices(settings));
  }

  private Optional<String> name(String path, ConfigValue kind) {
    if (!WrittenValues.isResolved(kind)) {
      binder.reportUnresolved(path, kind);
      return Optional.empty();
    }
    Optional<String> name = ValueReader.read(String.class, kind).map(String.class::cast);
    if (name.isEmpty()) {
      binder.problem(path, ValueReader.problem(String.class, kind));
    }
    return name;
  }

  private Optional<Extension> extension(String path, String point, String name) {
    SortedMap<String, Extension> known = Extensions.at(point);
    if (!known.containsKey(name)) {
      binder.problem(path, ExperimentKey.unknownKind(name, known));
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
      binder.unknown(key, nearest);
    } else {
      binder.problem(key, "not a setting of " + extension.name() + ", but of " + others
          + "; " + remedy(point, key));
    }
  }

  /** Returns what to do about a setting of another kind than the chosen one. */
  private String remedy(String point, String key) {
    Optional<Location> kind = binder.locate(point + "." + Choice.KIND).filter(Location::isFile);
    boolean included = kind.isPresent() && binder.locate(key).filter(Location::isFile)
        .filter(setting -> !setting.source().equals(kind.get().source())).isPresent();
    return included ? "to replace the included settings, write " + point + " = null before " + kind.get()
        : "remove it, or write the kind that it belongs to beside it";
  }
}
