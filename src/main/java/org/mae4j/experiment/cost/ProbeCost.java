package org.mae4j.experiment.cost;

import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ProbeConfig;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.patch.PatchGrid;

/**
 * What a linear probe computes: the features of each training image once, then the steps of a classifier for each
 * learning rate.
 *
 * @param features operations of the features of all training images
 * @param step operations of a step of one classifier: its product and the gradient of its weights
 * @param stepsPerEpoch steps of an epoch
 * @param epochs number of epochs
 */
public record ProbeCost(double features, double step, long stepsPerEpoch, int epochs) {

  /** Returns the cost of a probe of the pooled features of the encoder over all patches. */
  public static ProbeCost encoded(ExperimentConfig config, TrainingData data) {
    ModelSummary encoder =
        ModelSummary.encoder(config.model(), new PatchGrid(data.shape(), config.model().patch()), 1);
    return of(config.probe(), data, config.model().encoder().width(), encoder.inferenceFlops());
  }

  /** Returns the cost of a probe of raw pixels. */
  public static ProbeCost pixels(ExperimentConfig config, TrainingData data) {
    return of(config.probe(), data, data.shape().size(), 0);
  }

  private static ProbeCost of(ProbeConfig probe, TrainingData data, int width, double imageFlops) {
    int batch = Math.max(1, Math.min(probe.batch(), data.labeled()));
    return new ProbeCost(data.labeled() * imageFlops, 4.0 * batch * width * data.classes(), data.labeled() / batch,
        probe.epochs());
  }

  /**
   * Returns the operations with {@code rates} learning rates.
   *
   * @param key key of the probe in {@code results.json}
   */
  public StageCost of(String key, String title, int rates) {
    double all = step * rates;
    double epoch = all * stepsPerEpoch;
    return new StageCost(key, title, all, epoch, features + epoch * epochs);
  }
}
