package org.mae4j.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/** Parses the words {@code key=value} of the command line. */
public final class Overrides {
  private Overrides() {}

  /** Returns the key of each word with its value; no keys for a word that cannot be read. */
  public static List<ConfigObject> parse(List<String> words, Problems problems) {
    return words.stream().map(word -> parse(word, problems).root()).toList();
  }

  private static Config parse(String word, Problems problems) {
    Location here = new Location(Location.COMMAND_LINE);
    int equals = word.indexOf('=');
    if (equals < 0) {
      problems.add(here, "", "'" + word + "' must be key=value");
      return ConfigFactory.empty();
    }
    String key = word.substring(0, equals).strip();
    if (key.isEmpty()) {
      problems.add(here, "", "'" + word + "' has no key before '='");
      return ConfigFactory.empty();
    }
    try {
      return parse(key, word.substring(equals + 1).strip());
    } catch (ConfigException.BadPath e) {
      problems.add(here, key, "is not the path of a key");
      return ConfigFactory.empty();
    } catch (ConfigException e) {
      problems.add(here, key, e);
      return ConfigFactory.empty();
    }
  }

  /**
   * A value that starts a list, a group or a quoted string, or contains a substitution, is HOCON. Other values are
   * plain text, because HOCON would read a part of a path such as {@code /a//b} or {@code /a#b} as a comment.
   */
  private static Config parse(String key, String value) {
    ConfigUtil.splitPath(key);
    if (value.matches("(?s)[\\[{\"].*|.*\\$\\{.*")) {
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(Location.COMMAND_LINE);
      return ConfigFactory.parseString(key + " = " + value, options);
    }
    return ConfigValueFactory.fromAnyRef(value, Location.COMMAND_LINE).atPath(key);
  }
}
