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
  private int epoch;
  private double value;

  /** @param higherIsBetter as an accuracy is; an error is better when lower */
  BestEpoch(Path file, Parameters parameters, ModelConfig model, boolean higherIsBetter) {
    this.file = file;
    this.parameters = parameters;
    this.model = model;
    this.higherIsBetter = higherIsBetter;
  }

  /** Saves the parameters, if this moment is better than all before it; returns whether it is. */
  boolean offer(ModelCheckpoint.Moment moment) {
    boolean better = epoch == 0 || (higherIsBetter ? moment.value() > value : moment.value() < value);
    if (better) {
      epoch = moment.epoch();
      value = moment.value();
      ModelCheckpoint.save(file, parameters, model, moment);
    }
    return better;
  }

  /** Puts the best parameters back. */
  void restore() {
    ModelCheckpoint.load(file, parameters, name -> true, model);
  }

  /** The best epoch so far, counted from 1. */
  int epoch() {
    return epoch;
  }
}
