package org.mae4j.sweep.generator;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.mae4j.backend.Backend;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.sweep.Objectives;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.Pruning;

/** Finds candidates whose settings make no experiment before they run. */
public final class TrialValidity {
  /** So many candidates are looked at before a sweep begins, until one makes an experiment. */
  private static final int LOOKED_AT = 1000;

  private TrialValidity() {}

  /** @throws UserException if the sweep cannot be run, or none of its candidates makes an experiment */
  public static void require(SweepPlan plan) {
    requireRunnable(plan);
    requireAny(plan);
  }

  /** @throws UserException if the sweep cannot be run */
  public static void requireRunnable(SweepPlan plan) {
    Pruning.of(plan);
    String objective = plan.sweep().objective();
    plan.parameters().spaces().keySet().stream().filter(key -> !Objectives.dependsOn(objective, key)).findFirst()
        .ifPresent(key -> {
          throw new UserException("sweep.parameters." + key + ": does not change " + objective
              + ", so that there is nothing to search");
        });
    if (Backend.isCuda() && plan.sweep().parallel() > 1) {
      throw new UserException("sweep.parallel: must be 1 on a card, is " + plan.sweep().parallel());
    }
  }

  /** @throws UserException if none of the candidates makes an experiment */
  public static void requireAny(SweepPlan plan) {
    TrialGenerator candidates = new TrialGenerator(plan);
    int limit = plan.sweep().stop().candidates() == 0 ? LOOKED_AT
        : Math.min(LOOKED_AT, plan.sweep().stop().candidates());
    String first = "";
    int count = 0;
    for (; count < limit; count++) {
      Optional<SortedMap<String, String>> next = candidates.next();
      if (next.isEmpty()) {
        break;
      }
      Optional<String> problem = problem(plan, next.get());
      if (problem.isEmpty()) {
        return;
      }
      first = count == 0 ? problem.get() : first;
      candidates.report(count + 1, OptionalDouble.empty());
    }
    throw new UserException("sweep.parameters: none of the first " + count
        + " candidates makes an experiment; candidate 1: " + first);
  }

  /** Why the parameters make no experiment, in one line; empty if they do. */
  public static Optional<String> problem(SweepPlan plan, SortedMap<String, String> parameters) {
    try {
      ExperimentConfig config = plan.candidate(parameters);
      ExperimentChecks.requireMasking(config);
      ExperimentChecks.require(config);
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(String.join("; ", e.getMessage().lines().toList()));
    }
  }
}
