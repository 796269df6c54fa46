package org.mae4j.data;

import org.mae4j.config.AugmentConfig;
import org.mae4j.config.ImageShape;

/** Changes training images at random: a function of seed, epoch and index alone. */
public final class Augmenter {
  public Augmenter(AugmentConfig config, ImageShape shape, long seed) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Changes in place the image at {@code offset} of {@code images}, scaled to [-1, 1], which is number {@code index}. */
  public void apply(float[] images, int offset, int epoch, int index) {
    throw new UnsupportedOperationException("not written yet");
  }
}
