package org.mae4j.config.value;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads settings that {@link ConfigRenderer} wrote as text, to display them. They may be those of another version of
 * this program. Includes and environment variables are not read.
 */
public final class RenderedSettings {
  private static final String VALUE = "value";

  private RenderedSettings() {}

  /**
   * Returns the values by dotted key, strings without quotes.
   *
   * @throws IOException if {@code file} cannot be read or is not HOCON; the message names the file
   */
  public static SortedMap<String, String> read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      SortedMap<String, String> settings = new TreeMap<>();
      add(settings, "", ConfigFactory.parseString(text,
          ConfigParseOptions.defaults().setIncluder(new NothingIncluded())).root());
      return settings;
    } catch (ConfigException e) {
      throw new IOException(file + ": not a recorded configuration: " + e.getMessage(), e);
    }
  }

  /** Returns a value as it is displayed: a string without quotes. @param rendered value as {@link ConfigRenderer} writes it */
  public static String displayed(String rendered) {
    return text(ConfigFactory.parseString(VALUE + " = " + rendered).getValue(VALUE));
  }

  private static void add(SortedMap<String, String> settings, String prefix, ConfigObject group) {
    group.forEach((key, value) -> {
      if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        add(settings, prefix + key + ".", inner);
      } else {
        settings.put(prefix + key, text(value));
      }
    });
  }

  /** @throws ConfigException if the value refers to another */
  private static String text(ConfigValue value) {
    return switch (value.valueType()) {
      case LIST -> ((ConfigList) value).stream()
          .map(element -> element.valueType() == ConfigValueType.NUMBER ? text(element) : concise(element))
          .collect(Collectors.joining(",", "[", "]"));
      case OBJECT -> concise(value);
      default -> value.atKey(VALUE).getString(VALUE); // keeps the form of a number
    };
  }

  private static String concise(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  /** Ignores each form of include; the library would read the forms that this class does not implement. */
  private static final class NothingIncluded
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      return ConfigFactory.empty().root();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      return ConfigFactory.empty().root();
    }
  }
}
