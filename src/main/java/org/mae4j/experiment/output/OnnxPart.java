package org.mae4j.experiment.output;

/** The part of a model that an ONNX file has. */
public enum OnnxPart {
  /** From pixels to pooled features and tokens. */
  ENCODER,
  /** From pixels to logits. */
  CLASSIFIER,
  /** From pixels and noise to predicted patches and their mask. */
  AUTOENCODER
}
