package org.mae4j.ui.dl4j.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.ParameterSpec;

/** The names of the parameters of a model on Deeplearning4j's pages. */
public final class ParameterKeys {
  private final Map<String, DisplayKey> keys = new HashMap<>();

  /**
   * A parameter on the pages.
   *
   * @param name name of the layer and of the parameter within it, without dots, which the pages do not support
   * @param weights name of the joint weights of the layer; empty if the parameter is not a weight, that is, neither a
   *     matrix nor the gain of a layer norm outside of a block
   */
  public record DisplayKey(String name, Optional<String> weights) {}

  public ParameterKeys(ModelSummary summary) {
    summary.layers().forEach(layer -> layer.weights().forEach(weight -> keys.put(weight.name(), key(layer, weight))));
  }

  /** Returns the names of a parameter; an unknown parameter counts as a layer of its own. */
  public DisplayKey of(String parameter) {
    return keys.getOrDefault(parameter, new DisplayKey(parameter.replace('.', '_'), Optional.empty()));
  }

  private static DisplayKey key(LayerSummary layer, ParameterSpec weight) {
    String module = layer.path().module();
    String layerName = ModelLayer.name(module);
    String rest = weight.name().startsWith(module + ".") ? weight.name().substring(module.length() + 1)
        : weight.name().substring(weight.name().lastIndexOf('.') + 1);
    boolean isWeight = weight.kind() == ParameterKind.WEIGHT
        || weight.kind() == ParameterKind.GAIN && layer.path().kind() == ModuleKind.LAYER_NORM;
    return new DisplayKey(layerName + "_" + rest.replace('.', '_'),
        isWeight ? Optional.of(ModelLayer.weights(layerName)) : Optional.empty());
  }
}
