package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.base.Direction;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Parameters;

/** Saves the parameters of the epoch with the best value of a validation metric. */
public final class BestEpoch {
  private final Path file;
  private final Parameters parameters;
  private final ModelConfig model;
  private final Direction direction;
  private Found found = Found.NONE;

  /**
   * The best epoch so far.
   *
   * @param epoch number of the epoch, from 1; 0 before the first validation
   * @param value value of the metric
   */
  public record Found(int epoch, double value) {
    public static final Found NONE = new Found(0, 0);
  }

  /**
   * Creates the selection of a training that has not been validated yet.
   *
   * @param file file for the best parameters
   * @param direction direction of the metric: {@code MAXIMIZE} for an accuracy, {@code MINIMIZE} for a loss
   */
  public BestEpoch(Path file, Parameters parameters, ModelConfig model, Direction direction) {
    this.file = file;
    this.parameters = parameters;
    this.model = model;
    this.direction = direction;
  }

  /** Saves the parameters if the metric is better than in all epochs before; returns whether it is. */
  public boolean offer(ModelCheckpoint.ValidatedStep moment) {
    double value = moment.value();
    boolean better = found.epoch() == 0 || direction.isBetter(value, found.value());
    if (better) {
      found = new Found(moment.epoch(), value);
      ModelCheckpoint.save(file, parameters, model, moment);
    }
    return better;
  }

  /** Overwrites the parameters with the best ones. */
  public void restore() {
    ModelCheckpoint.load(file, parameters, model);
  }

  public Found found() {
    return found;
  }

  /**
   * Continues after {@code reached}. The file may hold the parameters of a later epoch; that epoch is trained again.
   */
  public void resumeAt(Found reached) {
    this.found = reached;
  }
}
