package org.mae4j.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads an experiment's configuration from a file in HOCON, over the defaults in {@code defaults.conf}. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * The configuration in {@code file}, which may include others and refer to keys, defaults and the environment.
   *
   * @param overrides words {@code key=value} that count before the file; later ones before earlier ones
   * @throws ConfigFileException with everything that is wrong: files that cannot be read, syntax, unknown keys, values
   *     of the wrong type, out of range, or that do not fit together
   */
  public static ExperimentConfig load(Path file, List<String> overrides) {
    Problems problems = new Problems();
    ConfigReader reader = new ConfigReader(problems);
    WrittenValues written = new WrittenValues(List.of(Overrides.parse(overrides, problems), reader.read(file)));
    ConfigObject defaults = defaults();
    Config raw = written.over(defaults);
    Optional<ConfigObject> resolved = resolve(raw, problems);
    ConfigObject merged = resolved.orElse(raw.root());
    boolean complete = reader.complete() && resolved.isPresent();
    KnownKeys known = new KnownKeys(ExperimentConfig.class);
    written.trees().forEach(tree -> reportUnknown(known, tree, written, problems));
    reportUnknown(known, merged, written, problems);
    RecordBinder binder = new RecordBinder(merged, written, complete, problems);
    ExperimentConfig config = binder.bind(ExperimentConfig.class, defaults);
    problems.throwIfAny();
    return config;
  }

  /** Every key with its default. */
  static ConfigObject defaults() {
    try (InputStream in = ConfigLoader.class.getResourceAsStream("defaults.conf")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(Location.DEFAULTS);
      return ConfigFactory.parseString(text, options).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Substitution can bring keys that no tree has by itself, and drop keys that a tree has. */
  private static void reportUnknown(KnownKeys known, ConfigObject tree, WrittenValues written, Problems problems) {
    known.unknown(tree, (path, nearest) -> {
      Location where = WrittenValues.find(tree, path).map(Location::of).orElseThrow();
      problems.add(written.locate(path).orElse(where), path, "unknown key, did you mean '" + nearest + "'?");
    });
  }
}
