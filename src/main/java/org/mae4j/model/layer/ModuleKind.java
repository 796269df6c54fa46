package org.mae4j.model.layer;

/** What a {@linkplain LayerPath#module() module} of a model computes, as pages that draw the model show it. */
public enum ModuleKind {
  /** A linear layer; the patch embedding with its positions and tokens is one too. */
  LINEAR,
  /** Attention and MLP, each after a layer norm and beside a residual branch. */
  TRANSFORMER_BLOCK,
  /** A layer norm outside of a block. */
  LAYER_NORM,
  /** The reduction of an image's tokens to one feature vector. */
  POOLING
}
