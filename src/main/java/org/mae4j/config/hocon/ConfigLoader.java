package org.mae4j.config.hocon;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.sweep.plan.SweepLoader;

/** Reads an experiment's configuration from a file in HOCON, over the defaults in {@code defaults.conf}. */
public final class ConfigLoader {
  /** The group of a file that {@link SweepLoader} reads; it is no part of an experiment. */
  static final String SWEEP = "sweep";

  private ConfigLoader() {}

  /**
   * The configuration in {@code file}, which may include others and refer to keys, defaults and the environment. What
   * the file says of a sweep is passed over.
   *
   * @param overrides words {@code key=value} that count before the file; later ones before earlier ones
   * @throws ConfigFileException with everything that is wrong: files that cannot be read, syntax, unknown keys, values
   *     of the wrong type, out of range, or that do not fit together
   */
  public static ExperimentConfig load(Path file, List<String> overrides) {
    Problems problems = new Problems();
    ExperimentConfig config = ConfigText.read(file, overrides, defaults(), problems).experiment();
    problems.throwIfAny();
    return config;
  }

  /** The configuration of a file that says nothing. */
  public static ExperimentConfig byDefault() {
    Problems problems = new Problems();
    WrittenValues nothing = new WrittenValues(List.of());
    ExperimentConfig config = new RecordBinder(nothing.over(defaults()).root(), nothing, true, problems)
        .bind(ExperimentConfig.class, defaults());
    problems.throwIfAny();
    return config;
  }

  /** Every key with its default. */
  public static ConfigObject defaults() {
    return resource("defaults.conf");
  }

  /** Keys and values of a file that comes with the program. */
  public static ConfigObject resource(String name) {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(Location.DEFAULTS);
      return ConfigFactory.parseString(text, options).root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
