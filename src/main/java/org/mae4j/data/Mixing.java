package org.mae4j.data;

import org.mae4j.config.ImageShape;

/** Mixup, cutmix and label smoothing of a batch: a function of seed, epoch and step alone. */
public final class Mixing {
  public Mixing(double mixup, double cutmix, double labelSmoothing, int classes, ImageShape shape, long seed) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** Mixes {@code images} in place and writes {@code targets}, [batch, classes]. */
  public void apply(float[] images, float[] targets, int[] labels, int epoch, int step) {
    throw new UnsupportedOperationException("not written yet");
  }
}
