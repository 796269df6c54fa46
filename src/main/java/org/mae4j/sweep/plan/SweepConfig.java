package org.mae4j.sweep.plan;

import org.mae4j.base.Direction;
import org.mae4j.base.EnumNames;
import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.WithoutEffect;

/**
 * How settings are searched for.
 *
 * @param generator what makes candidates
 * @param objective key of {@code results.json}, a figure on validation
 * @param direction which objective is better
 * @param stop when it ends
 * @param seed of the generator, not of the experiments
 * @param maxFailures runs that may fail one after another before the sweep gives up, at least 1
 * @param repeat runs of each candidate, with the seeds from the experiment's on; at least 1
 * @param parallel candidates that run at once, at least 1; changes no outcome
 * @param prune when poor candidates are given up
 */
public record SweepConfig(Generator generator, String objective, Direction direction,
    @WithoutEffect SweepStop stop, long seed, @WithoutEffect int maxFailures, int repeat, @WithoutEffect int parallel,
    PruneConfig prune) {

  /** What makes candidates. */
  public enum Generator {
    /** Every combination. */
    GRID,
    /** Independent of each other. */
    RANDOM,
    /** Crossed and mutated from those that did best. */
    GENETIC
  }

  public SweepConfig {
    new Checks()
        .require(generator == Generator.GRID || stop.ends(), "stop",
            "needs candidates or hours: " + EnumNames.of(generator) + " has no end of its own", "generator")
        .atLeast(1, "maxFailures", maxFailures)
        .atLeast(1, "repeat", repeat)
        .atLeast(1, "parallel", parallel)
        .throwIfAny();
  }
}
