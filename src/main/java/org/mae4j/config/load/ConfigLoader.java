package org.mae4j.config.load;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;

/** Reads the configuration of an experiment from a HOCON file, with the defaults of {@code defaults.conf}. */
public final class ConfigLoader {
  /** The block of a file that describes a sweep; an experiment ignores it. */
  static final String SWEEP = "sweep";

  private static final Map<String, ConfigObject> RESOURCES = new ConcurrentHashMap<>();

  private ConfigLoader() {}

  /**
   * Returns the configuration in {@code file}, which may include other files and refer to keys, defaults and
   * environment variables. A {@code sweep} block is ignored. Former names of keys are read with a warning.
   *
   * @param overrides settings {@code key=value} that take precedence over the file; later ones over earlier ones
   * @throws ConfigFileException with all problems: files that cannot be read, syntax, unknown keys, and values of the
   *     wrong type, out of range, or that do not fit together
   */
  public static ExperimentConfig load(Path file, List<String> overrides) {
    return load(file, overrides, new Problems());
  }

  /** Returns the configuration that a run recorded in {@code file}, as {@link #load}, but without warnings. */
  public static ExperimentConfig recorded(Path file, List<String> overrides) {
    return load(file, overrides, new Problems(warning -> {}));
  }

  private static ExperimentConfig load(Path file, List<String> overrides, Problems problems) {
    RenamedKeys names = new RenamedKeys().with("", ExperimentConfig.class);
    ExperimentConfig config = ConfigText.read(file, overrides, defaults(), names, problems).experiment();
    problems.throwIfAny();
    return config;
  }

  /**
   * Returns the configuration of a command without a file.
   *
   * @param settings settings {@code key=value}; later ones take precedence over earlier ones
   * @throws ConfigFileException with all problems, as {@link #load}
   */
  public static ExperimentConfig ofSettings(List<String> settings) {
    Problems problems = new Problems();
    RenamedKeys names = new RenamedKeys().with("", ExperimentConfig.class);
    ExperimentConfig config = ConfigText.ofWords(settings, defaults(), names, problems).experiment();
    problems.throwIfAny();
    return config;
  }

  /** Returns the configuration of an empty file. */
  public static ExperimentConfig byDefault() {
    Problems problems = new Problems();
    WrittenValues nothing = new WrittenValues(List.of());
    ExperimentConfig config = new RecordBinder(nothing.over(defaults(), problems).root(), nothing, true, problems)
        .bind(ExperimentConfig.class, defaults());
    problems.throwIfAny();
    return config;
  }

  /** Returns all keys with their defaults. */
  public static ConfigObject defaults() {
    return resource("defaults.conf");
  }

  /** Returns the keys and values of a file that belongs to the program. Each file is read once. */
  public static ConfigObject resource(String name) {
    return RESOURCES.computeIfAbsent(name, ConfigLoader::parsed);
  }

  private static ConfigObject parsed(String name) {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(Location.DEFAULTS);
      return ConfigFactory.parseString(text, options).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
