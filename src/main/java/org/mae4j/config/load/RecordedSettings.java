package org.mae4j.config.load;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.value.ConfigRenderer;

/**
 * Reads settings that a run, a checkpoint or a journal recorded, also one of an older version: keys and values with
 * former names get their present names, and a key that was not recorded has its default.
 *
 * @param names former names of the keys
 * @param defaults values that {@link ConfigRenderer} writes for keys that were not recorded
 */
public record RecordedSettings(RenamedKeys names, Map<String, String> defaults) {

  /** Returns the reader of the settings of an experiment. */
  public static RecordedSettings ofExperiment() {
    return new RecordedSettings(new RenamedKeys().with("", ExperimentConfig.class),
        ConfigRenderer.values(ConfigLoader.byDefault()));
  }

  /** Returns {@code recorded} with present names, without the settings of extensions that were not chosen. */
  public SortedMap<String, String> present(Map<String, String> recorded) {
    SortedMap<String, String> present = new TreeMap<>();
    recorded.forEach((key, value) -> name(key, recorded)
        .ifPresent(name -> present.put(name, names.values().getOrDefault(name, Map.of()).getOrDefault(value, value))));
    return present;
  }

  /** Returns {@link #present}, and for each of {@code keys} that was not recorded its default. */
  public SortedMap<String, String> completed(Map<String, String> recorded, Set<String> keys) {
    SortedMap<String, String> all = present(recorded);
    keys.forEach(key -> byDefault(key, all).ifPresent(value -> all.putIfAbsent(key, value)));
    return all;
  }

  private Optional<String> name(String key, Map<String, String> recorded) {
    String name = key;
    for (RenamedKeys.Rename rename : names.renames()) {
      if (rename.covers(name)) {
        Optional<String> kind = kind(rename.to(), recorded);
        if (rename.kind().isPresent() && kind.isPresent() && !kind.equals(rename.kind())) {
          return Optional.empty();
        }
        name = rename.to() + name.substring(rename.from().length());
      }
    }
    return Optional.of(names.choices().contains(name) ? name + "." + Choice.KIND : name);
  }

  /** Returns the extension that {@code settings} choose at a point, by its key or, in older versions, by the point. */
  private Optional<String> kind(String point, Map<String, String> settings) {
    String key = point + "." + Choice.KIND;
    return Optional.ofNullable(settings.getOrDefault(key, settings.getOrDefault(point, defaults.get(key))));
  }

  private Optional<String> byDefault(String key, Map<String, String> settings) {
    for (String point : names.choices()) {
      String prefix = point + ".";
      if (key.startsWith(prefix) && !key.equals(prefix + Choice.KIND)) {
        Optional<Extension> chosen = kind(point, settings).map(Extensions.at(point)::get);
        return chosen.map(extension -> ConfigRenderer.values(extension.defaults()).get(key.substring(prefix.length())));
      }
    }
    return Optional.ofNullable(defaults.get(key));
  }
}
