package org.mae4j.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;

/**
 * What a file and the command line say, before it is known what it means.
 *
 * @param written key by key, for the places
 * @param merged over the defaults, substitutions made where they could be
 * @param complete false if something could not be read or resolved, which has been noted
 * @param problems where all that is wrong is noted
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
    FormerKeys former = new FormerKeys(names, problems);
    WrittenValues written = new WrittenValues(Stream.of(Overrides.parse(overrides, problems), reader.read(file))
        .map(ChoiceGroups::withGroups).map(former::replaced).toList());
    Config raw = written.over(defaults);
    Optional<ConfigObject> resolved = resolve(raw, problems);
    boolean complete = reader.complete() && resolved.isPresent();
    return new ConfigText(written, resolved.orElse(raw.root()), complete, problems);
  }

  /** The experiment; with problems, not what was meant. */
  public ExperimentConfig experiment() {
    KnownKeys known = KnownKeys.of(ExperimentConfig.class);
    written.trees().forEach(tree -> reportUnknown(known, tree));
    reportUnknown(known, merged);
    return bind(ExperimentConfig.class, ConfigLoader.defaults());
  }

  /** @param defaults a valid value for every component */
  public <T extends Record> T bind(Class<T> type, ConfigObject defaults) {
    return new RecordBinder(merged, written, complete, problems).bind(type, defaults);
  }

  /** Notes what is wrong with {@code path}, where the user wrote it. */
  public void problem(String path, String message) {
    problems.add(written.locate(path).orElseGet(() -> new Location(Location.DEFAULTS)), path, message);
  }

  public void unknown(String path, String nearest) {
    problem(path, "unknown key, did you mean '" + nearest + "'?");
  }

  /** Substitution can bring keys that no tree has by itself, and drop keys that a tree has. */
  private void reportUnknown(KnownKeys known, ConfigObject tree) {
    List<String> groups = ChoiceGroups.all();
    known.unknown(tree, (path, nearest) -> {
      // What a choice has below its kind is known to RecordBinder.
      if (!path.equals(ConfigLoader.SWEEP) && groups.stream().noneMatch(group -> path.startsWith(group + "."))) {
        Location where = WrittenValues.find(tree, path).map(Location::of).orElseThrow();
        problems.add(written.locate(path).orElse(where), path, "unknown key, did you mean '" + nearest + "'?");
      }
    });
  }

  /**
   * What refers to nothing stays as it is, for {@link RecordBinder} to report key by key; what leads in a circle, or
   * cannot be joined, ends resolution.
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
