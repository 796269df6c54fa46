package org.mae4j.sweep.plan;

import java.util.List;
import org.mae4j.base.Direction;
import org.mae4j.base.EnumNames;
import org.mae4j.base.RenamedFrom;
import org.mae4j.config.check.Checks;
import org.mae4j.config.setting.WithoutEffect;
import org.mae4j.sweep.objective.SweepObjective;

/**
 * How hyper-parameters are searched.
 *
 * @param objective key of {@code results.json}, a validation metric
 * @param direction whether the objective is maximized or minimized
 * @param seed of the generator, not of the experiments
 * @param maxFailures failed trials in a row, without any success before, after which the sweep stops; at least 1.
 *     Diverged ones do not count
 * @param repeat number of runs of each trial, with consecutive seeds that begin with the experiment's; at least 1
 * @param parallel number of trials that run at the same time, at least 1; does not change the result
 * @param surrogate settings of the generators that model the results of trials
 * @param objectives all objectives if there are several, of which the first is {@code objective}; otherwise empty. A
 *     file has either these or {@code objective} and {@code direction}
 * @param score what counts of the runs of a trial if there are several
 */
public record SweepConfig(Generator generator, String objective, Direction direction,
    @WithoutEffect SweepStop stop, long seed, @WithoutEffect int maxFailures, int repeat, @WithoutEffect int parallel,
    PruneConfig prune, @RenamedFrom("tpe") SurrogateConfig surrogate, List<SweepObjective> objectives,
    Repetitions.Score score) {

  /** Factor of {@code maxFailures} after a success: only a broken machine fails so often in a row. */
  private static final int AFTER_SUCCESS = 10;

  /** The algorithm that samples the parameters of trials. */
  public enum Generator {
    /** Every combination. */
    GRID,
    /** Independent samples. */
    RANDOM,
    /** Crossover and mutation of the best trials. */
    GENETIC,
    /** A tree-structured Parzen estimator of good and poor trials. */
    TPE,
    /** A Gaussian process of the objective, and the expected improvement. */
    GP;

    /** Returns whether trials are sampled by a model of the results of earlier ones. */
    public boolean hasSurrogate() {
      return this == TPE || this == GP;
    }
  }

  public SweepConfig {
    objective = objectives.isEmpty() ? objective : objectives.get(0).key();
    direction = objectives.isEmpty() ? direction : objectives.get(0).direction();
    objectives = objectives.size() < 2 ? List.of() : List.copyOf(objectives);
    new Checks()
        .require(generator == Generator.GRID || stop.ends(), "stop",
            "set trials or hours: the generator " + EnumNames.of(generator) + " never ends by itself", "generator")
        .atLeast(1, "maxFailures", maxFailures)
        .atLeast(1, "repeat", repeat)
        .atLeast(1, "parallel", parallel)
        .require(repeat > 1 || score == Repetitions.Score.MEAN, "score", "needs repeat of at least 2", "repeat")
        .require(!generator.hasSurrogate() || parallel <= surrogate.pending(), "parallel",
            "must be at most surrogate.pending (" + surrogate.pending() + "), is " + parallel, "surrogate.pending")
        .throwIfAny();
  }

  /** Returns all objectives, at least one. */
  public List<SweepObjective> searched() {
    return objectives.isEmpty() ? List.of(new SweepObjective(objective, direction)) : objectives;
  }

  /** Returns how the runs of a trial become its scores. */
  public Repetitions repetitions() {
    return new Repetitions(repeat, score, searched().stream().map(SweepObjective::direction).toList());
  }

  /** Returns the number of failed trials in a row after which the sweep stops. @param succeeded whether a trial has */
  public int failuresInRow(boolean succeeded) {
    return succeeded ? (int) Math.min(Integer.MAX_VALUE, (long) AFTER_SUCCESS * maxFailures) : maxFailures;
  }
}
