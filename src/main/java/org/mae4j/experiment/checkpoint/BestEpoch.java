package org.mae4j.experiment.checkpoint;

import java.nio.file.Path;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Parameters;

/** Keeps the parameters of the epoch whose figure on validation is best, in a file. */
public final class BestEpoch {
  private final Path file;
  private final Parameters parameters;
  private final ModelConfig model;
  private final boolean higherIsBetter;
  private Found found = Found.NONE;

  /**
   * The best so far.
   *
   * @param epoch counted from 1; 0 before the first
   * @param value of the figure
   */
  public record Found(int epoch, double value) {
    public static final Found NONE = new Found(0, 0);
  }

  /** @param higherIsBetter as an accuracy is; an error is better when lower */
  public BestEpoch(Path file, Parameters parameters, ModelConfig model, boolean higherIsBetter) {
    this.file = file;
    this.parameters = parameters;
    this.model = model;
    this.higherIsBetter = higherIsBetter;
  }

  /** Saves the parameters, if this moment is better than all before it; returns whether it is. */
  public boolean offer(ModelCheckpoint.Moment moment) {
    double value = moment.value();
    boolean better = found.epoch() == 0 || (higherIsBetter ? value > found.value() : value < found.value());
    if (better) {
      found = new Found(moment.epoch(), value);
      ModelCheckpoint.save(file, parameters, model, moment);
    }
    return better;
  }

  /** Puts the best parameters back. */
  public void restore() {
    ModelCheckpoint.load(file, parameters, name -> true, model);
  }

  public Found found() {
    return found;
  }

  /** Goes on from what was found so far; the file may hold a later epoch's, which will come again. */
  public void resumeAt(Found reached) {
    this.found = reached;
  }
}
