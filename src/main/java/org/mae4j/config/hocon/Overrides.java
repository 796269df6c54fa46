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
final class Overrides {
  private Overrides() {}

  /** Returns one group of keys. The last of several words with the same key takes precedence. */
  static ConfigObject parse(List<String> words, Problems problems) {
    Config all = ConfigFactory.empty(Location.COMMAND_LINE);
    for (String word : words) {
      // A choice that is written as a name does not hide the words that set its keys.
      all = ChoiceGroups.withGroups(parse(word, problems).root()).toConfig().withFallback(all);
    }
    return all.root();
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
