package org.mae4j.run;

import java.nio.file.Path;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.Parameters;

/** Keeps the parameters of the epoch whose figure on validation is best, in a file. */
final class BestEpoch {
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
  record Found(int epoch, double value) {
    static final Found NONE = new Found(0, 0);
  }

  /** @param higherIsBetter as an accuracy is; an error is better when lower */
  BestEpoch(Path file, Parameters parameters, ModelConfig model, boolean higherIsBetter) {
    this.file = file;
    this.parameters = parameters;
    this.model = model;
    this.higherIsBetter = higherIsBetter;
  }

  /** Saves the parameters, if this moment is better than all before it; returns whether it is. */
  boolean offer(ModelCheckpoint.Moment moment) {
    double value = moment.value();
    boolean better = found.epoch() == 0 || (higherIsBetter ? value > found.value() : value < found.value());
    if (better) {
      found = new Found(moment.epoch(), value);
      ModelCheckpoint.save(file, parameters, model, moment);
    }
    return better;
  }

  /** Puts the best parameters back. */
  void restore() {
    ModelCheckpoint.load(file, parameters, name -> true, model);
  }

  Found found() {
    return found;
  }

  /** Goes on from what was found so far; the file may hold a later epoch's, which will come again. */
  void resumeAt(Found reached) {
    this.found = reached;
  }
}
