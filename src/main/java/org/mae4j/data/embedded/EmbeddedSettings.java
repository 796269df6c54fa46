package org.mae4j.data.embedded;

import org.mae4j.config.check.Checks;

/**
 * The settings of {@link EmbeddedSource}.
 *
 * @param train number of training images, validation included, at least 20
 * @param test number of test images, at least 10
 * @param seed seed of the drawing; it does not depend on the experiment's seed, so that experiments share their data
 */
public record EmbeddedSettings(int train, int test, long seed) {
  public EmbeddedSettings {
    new Checks().atLeast(20, "train", train).atLeast(10, "test", test).throwIfAny();
  }
}
