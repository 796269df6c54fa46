package org.mae4j.train.step;

import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;

/**
 * The length and the steps of a training.
 *
 * @param epochs number of passes over the images
 * @param batch images per step; images that do not fill a step are left out of an epoch, different ones each time
 * @param orderSeed seed of the order of images
 * @param threads number of threads that compute gradients, or with a device what is recorded of them
 * @param maxSkips number of steps with a loss or gradients that are not finite that are skipped before the training stops
 * @param devices that compute the steps
 */
public record TrainingPlan(int epochs, BatchConfig batch, OptimizerConfig optimizer, long orderSeed, int threads,
    int maxSkips, DeviceGroup devices) {

  /**
   * Returns the number of steps in an epoch.
   *
   * @throws IllegalArgumentException if there are fewer images than a step needs
   */
  public int stepsPerEpoch(int images) {
    if (images < batch.size()) {
      throw new IllegalArgumentException(
          "a step takes " + batch.size() + " images, the training set has " + images);
    }
    return images / batch.size();
  }
}
