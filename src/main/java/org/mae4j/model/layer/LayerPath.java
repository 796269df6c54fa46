package org.mae4j.model.layer;

/**
 * The place of a layer in a model. A model is a sequence of modules, a module has one or more layers, and the name of a
 * parameter begins with that of its layer or of a part of it.
 *
 * @param module name of the module, such as {@code encoder.blocks.0}
 * @param kind of the module
 * @param layer name of the layer, such as {@code encoder.blocks.0.attention}
 * @param prefix beginning of the names of the layer's parameters, such as {@code encoder.blocks.0.attention.query}
 */
public record LayerPath(String module, ModuleKind kind, String layer, String prefix) {
  /** Returns the path of a module that is a single layer. */
  public static LayerPath of(String module, ModuleKind kind) {
    return new LayerPath(module, kind, module, module);
  }

  /** Returns the path of the layer {@code module.name} of this module. */
  public LayerPath layer(String name) {
    return named(module + "." + name);
  }

  /** Returns the path of a layer of this module whose full name is {@code layer}. */
  public LayerPath named(String layer) {
    return new LayerPath(module, kind, layer, layer);
  }

  /** Returns the path of a part of this layer, which has parameters of its own and no entry in a summary. */
  public LayerPath part(String name) {
    return new LayerPath(module, kind, layer, prefix + "." + name);
  }
}
