package org.mae4j.sweep.objective;

import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mae4j.base.Direction;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.record.result.Results;

/**
 * A number that a sweep searches for the best value of.
 *
 * @param key of a validation metric in {@code results.json}, or of a {@link TrialCost}
 */
public record SweepObjective(String key, Direction direction) implements Serializable {

  /**
   * Returns the value of a run that finished.
   *
   * @throws RunFailedException if the files of the run do not have it
   */
  public double read(RunDirectory run) throws IOException {
    Optional<TrialCost> cost = TrialCost.find(key);
    OptionalDouble value = cost.isPresent() ? cost.get().read(run) : Results.read(run.results()).number(key);
    return value.orElseThrow(() -> new RunFailedException(run.path() + " has no value for " + key));
  }

  /** Returns the name with the unit of {@link #scaled}, for an axis. */
  public String label() {
    return TrialCost.find(key).map(TrialCost::label).orElse(key);
  }

  /** Returns {@code value} in the unit of {@link #label}. */
  public double scaled(double value) {
    return value / TrialCost.find(key).map(TrialCost::unit).orElse(1.0);
  }

  /** Returns {@code value} as tables write it. */
  public String text(double value) {
    return TrialCost.find(key).map(cost -> cost.text(value)).orElseGet(() -> String.format(Locale.ROOT, "%.5f", value));
  }
}
