package org.mae4j.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigReader;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Overrides;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.key.KnownKeys;

/**
 * The text of a configuration: the values of a file and of the command line, before they are bound to a record.
 *
 * @param written values as written, with their places
 * @param merged values merged over the defaults, with the substitutions that can be resolved
 * @param complete false if something could not be read or resolved, which has been reported
 * @param problems receives the problems
 */
public record ConfigText(WrittenValues written, ConfigObject merged, boolean complete, Problems problems) {

  /**
   * Reads a file and the words of a command.
   *
   * @param names former names that both may have
   * @param problems receives problems, and a warning for each former name
   */
  public static ConfigText read(Path file, List<String> overrides, ConfigObject defaults, RenamedKeys names,
      Problems problems) {
    ConfigReader reader = new ConfigReader(problems);
    ConfigObject read = reader.read(file);
    return merged(List.of(words(overrides, problems), read), reader.complete(), defaults, names, problems);
  }

  /** Reads the words of a command that has no file, as {@link #read} does. */
  static ConfigText ofWords(List<String> words, ConfigObject defaults, RenamedKeys names, Problems problems) {
    return merged(List.of(words(words, problems)), true, defaults, names, problems);
  }

  /** Returns one group of keys. The last of several words with the same key takes precedence. */
  private static ConfigObject words(List<String> words, Problems problems) {
    Config all = ConfigFactory.empty(Location.COMMAND_LINE);
    for (ConfigObject word : Overrides.parse(words, problems)) {
      // A choice that is written as a name does not hide the words that set its keys.
      all = ChoiceGroups.withGroups(word).toConfig().withFallback(all);
    }
    return all.root();
  }

  private static ConfigText merged(List<ConfigObject> trees, boolean complete, ConfigObject defaults,
      RenamedKeys names, Problems problems) {
    trees.forEach(tree -> ChoiceGroups.requireNames(tree, problems));
    FormerKeys former = new FormerKeys(names, problems);
    WrittenValues written =
        new WrittenValues(trees.stream().map(ChoiceGroups::withGroups).map(former::replaced).toList());
    Config raw = written.over(defaults, problems);
    Optional<ConfigObject> resolved = resolve(raw, problems);
    return new ConfigText(written, resolved.orElse(raw.root()), complete && resolved.isPresent(), problems);
  }

  /** Returns the experiment; if there are problems, it has defaults in place of the invalid values. */
  public ExperimentConfig experiment() {
    KnownKeys known = KnownKeys.of(ExperimentConfig.class);
    written.trees().forEach(tree -> reportUnknown(known, tree));
    reportUnknown(known, merged);
    return bind(ExperimentConfig.class, ConfigLoader.defaults());
  }

  /**
   * Returns a record that is bound from the values.
   *
   * @param defaults a valid value for each component
   */
  public <T extends Record> T bind(Class<T> type, ConfigObject defaults) {
    return new RecordBinder(merged, written, complete, problems).bind(type, defaults);
  }

  /** Returns whether the user wrote {@code path}. */
  public boolean isWritten(String path) {
    return written.trees().stream().anyMatch(tree -> ConfigTree.find(tree, path).isPresent());
  }

  /** Reports a problem of {@code path} at the place where the user wrote it. */
  public void problem(String path, String message) {
    problems.add(written.locate(path).orElseGet(() -> new Location(Location.DEFAULTS)), path, message);
  }

  /** Reports an unknown key. */
  public void unknown(String path, String nearest) {
    problem(path, "unknown key, did you mean '" + nearest + "'?");
  }

  /**
   * Reports the unknown keys of a tree that the user wrote. {@link #merged} does not show them all, because substitution
   * adds and removes keys.
   */
  private void reportUnknown(KnownKeys known, ConfigObject tree) {
    List<String> groups = ChoiceGroups.all();
    known.unknown(tree, (path, nearest) -> {
      // The settings of the chosen extension are checked by ExtensionBinder.
      if (!path.equals(ConfigLoader.SWEEP) && groups.stream().noneMatch(group -> path.startsWith(group + "."))) {
        Location where = ConfigTree.find(tree, path).map(Location::of).orElseThrow();
        problems.add(written.locate(path).orElse(where), path, "unknown key, did you mean '" + nearest + "'?");
      }
    });
  }

  /**
   * Resolves the substitutions. A reference to a missing key is left to {@link RecordBinder}, which reports it for each
   * key. A cyclic reference or a concatenation of incompatible values ends the resolution.
   */
  private static Optional<ConfigObject> resolve(Config config, Problems problems) {
    try {
      return Optional.of(config.resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true)).root());
    } catch (ConfigException e) {
      problems.add(new Location(Location.DEFAULTS), "", e);
      return Optional.empty();
    }
  }
}
