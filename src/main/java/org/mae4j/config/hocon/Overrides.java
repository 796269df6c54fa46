package org.mae4j.config.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/** The {@code key=value} words of the command line. */
final class Overrides {
  private Overrides() {}

  /** One group of keys; where a key comes twice, the last counts. */
  static ConfigObject parse(List<String> words, Problems problems) {
    Config all = ConfigFactory.empty(Location.COMMAND_LINE);
    for (String word : words) {
      all = parse(word, problems).withFallback(all);
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
   * Plain text stands for itself, for HOCON would take parts of a path such as {@code /a//b} or {@code /a#b} for
   * comments; what starts as a list, a group or a quotation, or has a substitution, is HOCON.
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
