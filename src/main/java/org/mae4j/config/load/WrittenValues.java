package org.mae4j.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.ConfigRenderer;

/**
 * The values that the user wrote, before they are merged. Merging and substitution lose the places of the values.
 *
 * @param trees trees of values, in decreasing precedence
 */
public record WrittenValues(List<ConfigObject> trees) {
  /**
   * Returns the trees merged over {@code defaults}, without settings of kinds that are not chosen.
   *
   * @param problems receives a warning for settings that the user wrote and that are left out
   */
  public Config over(ConfigObject defaults, Problems problems) {
    return new ChosenKinds(trees, ChoiceGroups.withGroups(defaults)).merged(problems);
  }

  /**
   * Returns {@code config} as if a user had written it: a choice has only the settings that are not the defaults of its
   * kind, so that another kind may be chosen.
   */
  public static ConfigObject of(ExperimentConfig config) {
    Config left = ConfigFactory.parseString(ConfigRenderer.render(config));
    for (String point : ChoiceGroups.points()) {
      String kind = left.getString(point + "." + Choice.KIND);
      Config byDefault =
          ConfigFactory.parseString(ConfigRenderer.render(Extensions.at(point).get(kind).defaults())).atPath(point);
      for (Map.Entry<String, ConfigValue> setting : byDefault.entrySet()) {
        boolean same = left.getValue(setting.getKey()).equals(setting.getValue());
        left = same ? left.withoutPath(setting.getKey()) : left;
      }
    }
    return left.root();
  }

  /** Returns where the value at {@code path} that takes precedence was written; empty if the default applies. */
  Optional<Location> locate(String path) {
    return trees.stream().flatMap(tree -> source(tree, path).stream()).map(Location::of).findFirst();
  }

  /** Returns the value at {@code path}, or the reference that brings the group around it. */
  private static Optional<ConfigValue> source(ConfigObject tree, String path) {
    Optional<ConfigValue> found = ConfigTree.find(tree, path);
    int dot = path.lastIndexOf('.');
    return found.isPresent() || dot < 0 ? found
        : source(tree, path.substring(0, dot)).filter(above -> !ConfigTree.isResolved(above));
  }
}
