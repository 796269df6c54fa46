package org.mae4j.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extension;
import org.mae4j.config.extension.Extensions;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Location;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.value.RecordComponents;

/**
 * The layers of a configuration, merged by the kinds that are chosen. Settings that the user writes without a kind are
 * settings of the chosen kind, whatever it is. Settings beside another kind in the same layer belong to that kind: those
 * that the chosen kind has too are kept, the others are left out with a warning. Defaults of another kind are left out.
 *
 * @param trees layers that the user wrote, in decreasing precedence
 * @param defaults the lowest layer, in which every choice names its kind
 */
record ChosenKinds(List<ConfigObject> trees, ConfigObject defaults) {

  /** @param problems receives the warnings */
  Config merged(Problems problems) {
    List<ConfigObject> layers = new ArrayList<>(trees);
    ConfigObject lowest = defaults;
    ConfigObject all = resolved();
    for (String point : ChoiceGroups.points()) {
      Optional<Extension> chosen = ChoiceGroups.kind(all, point).map(Extensions.at(point)::get);
      if (chosen.isPresent()) {
        layers.replaceAll(layer -> ofKind(layer, point, chosen.get(), problems));
        boolean same = ChoiceGroups.kind(defaults, point).equals(Optional.of(chosen.get().name()));
        lowest = same ? lowest : lowest.toConfig().withoutPath(point).root();
      }
    }
    return merged(layers, lowest);
  }

  private static Config merged(List<ConfigObject> layers, ConfigObject lowest) {
    return Stream.concat(layers.stream(), Stream.of(lowest)).map(ConfigObject::toConfig)
        .reduce(ConfigFactory.empty(), Config::withFallback);
  }

  /** Returns all layers together with their references resolved, because a kind may be a reference. */
  private ConfigObject resolved() {
    Config all = merged(trees, defaults);
    try {
      return all.resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true)).root();
    } catch (ConfigException e) {
      return all.root(); // reported when the merged layers are resolved
    }
  }

  private static ConfigObject ofKind(ConfigObject layer, String point, Extension chosen, Problems problems) {
    Optional<String> own = ChoiceGroups.kind(layer, point);
    if (own.isEmpty() || own.get().equals(chosen.name())) {
      return layer;
    }
    Map<String, Type> kept = settings(chosen);
    kept.entrySet().retainAll(Optional.ofNullable(Extensions.at(point).get(own.get())).map(ChosenKinds::settings)
        .orElse(Map.of()).entrySet());
    ConfigObject group = (ConfigObject) ConfigTree.find(layer, point).orElseThrow();
    TreeSet<String> others = new TreeSet<>(group.keySet());
    others.removeAll(kept.keySet());
    others.remove(Choice.KIND);
    if (!others.isEmpty()) {
      String names = others.stream().map(other -> point + "." + other).collect(Collectors.joining(" and "));
      problems.warn(Location.of(group.get(others.first())), "", names
          + (others.size() == 1 ? " is ignored: it is a setting of " : " are ignored: they are settings of ")
          + own.get() + ", and " + point + " is " + chosen.name());
    }
    Config left = layer.toConfig();
    for (String other : others) {
      left = left.withoutPath(point + "." + ConfigUtil.quoteString(other));
    }
    return left.root();
  }

  /** Returns the types of an extension's settings by name: two extensions may use a name for different things. */
  static Map<String, Type> settings(Extension extension) {
    return RecordComponents.of(extension.defaults().getClass()).stream()
        .collect(Collectors.toMap(RecordComponent::getName, RecordComponent::getGenericType));
  }
}
