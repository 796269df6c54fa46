package org.mae4j.config.hocon;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** A tree of HOCON values in which substitutions may be unresolved. */
public final class ConfigTree {
  private ConfigTree() {}

  /** Returns the value at {@code path}, or the group above it whose substitutions are not resolved. */
  public static Optional<ConfigValue> find(ConfigObject tree, String path) {
    ConfigValue value = tree;
    for (String key : ConfigUtil.splitPath(path)) {
      if (!(value instanceof ConfigObject group)) {
        return Optional.empty();
      }
      if (!isResolved(group)) {
        return Optional.of(group);
      }
      if (!group.containsKey(key)) {
        return Optional.empty();
      }
      value = group.get(key);
    }
    return Optional.of(value);
  }

  /** Returns one line about a value with a substitution that cannot be resolved. */
  public static String notSet(ConfigValue value) {
    return "refers to a key or variable that is not set: " + value.render(ConfigRenderOptions.concise());
  }

  /** Returns whether all substitutions in {@code value} are resolved; for a group, whether its keys are known. */
  @SuppressWarnings("ReturnValueIgnored") // the calls throw if a substitution is open
  public static boolean isResolved(ConfigValue value) {
    try {
      if (value instanceof ConfigObject group) {
        group.isEmpty();
      } else {
        value.unwrapped();
      }
      return true;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }
}
