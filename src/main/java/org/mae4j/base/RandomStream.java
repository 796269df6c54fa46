package org.mae4j.base;

/** The independent streams of random numbers that are derived from an experiment's seed, one for each use. */
public enum RandomStream {
  /** Choice of the validation images. */
  SPLIT("split"),
  /** Choice of the labeled training images that are used. */
  LABELED("labeled"),
  /** Initial parameters. */
  INITIALIZATION("init"),
  /** Image order of pre-training. */
  ORDER("order"),
  /** Masks of pre-training. */
  MASKS("masks"),
  /** Augmentation in pre-training. */
  AUGMENTATION("augment"),
  /** Choice and masks of the validation images that are reconstructed. */
  VALIDATION_MASKS("validationMasks"),
  /** Linear probes. */
  PROBE("probe"),
  /** Choice of the test images whose latents are saved. */
  LATENTS("latents"),
  /** Image order, augmentation and drop path of fine-tuning and of training from scratch. */
  FINETUNE("finetune");

  private final String key;

  RandomStream(String key) {
    this.key = key;
  }

  /** Returns the name that the stream has in {@code provenance.json}, and that its seed is derived from. */
  public String key() {
    return key;
  }

  /** Returns the seed of this stream. */
  public long seed(long experimentSeed) {
    return Seeds.derive(experimentSeed, key);
  }
}
