package org.mae4j.ui.dl4j;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.ParameterSpec;

/** The names that the parameters of a model have on the pages. */
final class ParameterKeys {
  private final Map<String, Key> keys = new HashMap<>();

  /**
   * A parameter on the pages.
   *
   * @param name name of its layer, and the rest, in which the pages' buttons allow no dots
   * @param weights name of the weights of its layer together; empty unless it is one of them: a matrix, or the gain of a
   *     layer norm outside of a block
   */
  record Key(String name, Optional<String> weights) {}

  ParameterKeys(ModelSummary summary) {
    summary.layers().forEach(layer -> layer.weights().forEach(weight -> keys.put(weight.name(), key(layer, weight))));
  }

  /** Returns the names of a parameter; a parameter that the model does not have is a layer of its own. */
  Key of(String parameter) {
    return keys.getOrDefault(parameter, new Key(parameter.replace('.', '_'), Optional.empty()));
  }

  private static Key key(LayerSummary layer, ParameterSpec weight) {
    String module = layer.path().module();
    String shown = ModelLayer.name(module);
    String rest = weight.name().startsWith(module + ".") ? weight.name().substring(module.length() + 1)
        : weight.name().substring(weight.name().lastIndexOf('.') + 1);
    boolean together = weight.kind() == ParameterKind.WEIGHT
        || weight.kind() == ParameterKind.GAIN && layer.path().kind() == ModuleKind.LAYER_NORM;
    return new Key(shown + "_" + rest.replace('.', '_'),
        together ? Optional.of(ModelLayer.weights(shown)) : Optional.empty());
  }
}
