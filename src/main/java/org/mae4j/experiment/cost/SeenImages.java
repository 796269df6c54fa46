package org.mae4j.experiment.cost;

import java.util.Map;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;

/**
 * The number of images that a training has seen. Curves of trainings with different batch sizes have it as their common
 * axis. For a stage that trains no network the number is that of its own steps.
 *
 * @param trainings group of the configuration that each stage trains by, by the name of the stage
 */
public record SeenImages(ExperimentConfig config, Map<String, TrainingGroup> trainings) {

  /** Returns the images that {@code stage} has seen after {@code step} optimizer steps. */
  public long after(String stage, long step) {
    return trainings.containsKey(stage) ? step * trainings.get(stage).batch(config).size() : step;
  }

  /**
   * Returns the images that a stage has seen after {@code step} optimizer steps.
   *
   * @param settings settings of the run by dotted key
   * @param training group that the stage trains by
   * @throws UserException if the settings have no batch size
   */
  public static long after(Map<String, String> settings, Optional<TrainingGroup> training, long step) {
    if (training.isEmpty()) {
      return step;
    }
    String key = training.get().key() + ".batch.size";
    String batch = settings.getOrDefault(key, "missing");
    if (!batch.matches("\\d{1,9}")) {
      throw new UserException("the settings of the run: " + key + " must be a number, is " + batch);
    }
    return step * Integer.parseInt(batch);
  }
}
