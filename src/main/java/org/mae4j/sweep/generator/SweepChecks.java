package org.mae4j.sweep.generator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mae4j.backend.Backend;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.data.ExperimentChecks;
import org.mae4j.sweep.objective.Objectives;
import org.mae4j.sweep.plan.PruningRule;
import org.mae4j.sweep.plan.SweepPlan;

/** Checks sweeps and the parameters of trials before anything runs. */
public final class SweepChecks {
  /** Trials that are generated in search of a valid one. */
  private static final int MAX_TRIALS = 1000;

  private SweepChecks() {}

  /** @throws UserException if the sweep cannot run */
  public static void requireRunnable(SweepPlan plan) {
    PruningRule.of(plan);
    plan.space().spaces().keySet().stream().filter(key -> !Objectives.dependOn(plan.sweep().searched(), key))
        .findFirst()
        .ifPresent(key -> {
          throw new UserException(
              "sweep.parameters." + key + ": does not change " + plan.sweep().objective() + "; remove it");
        });
    if (Backend.isCuda() && plan.sweep().parallel() > 1) {
      throw new UserException("sweep.parallel: must be 1 on a GPU, is " + plan.sweep().parallel());
    }
  }

  /** @throws UserException if a trial that the file lists, or every sampled trial, is no valid experiment */
  public static void requireValidTrials(SweepPlan plan) {
    if (!plan.isEnqueuedByDefault()) {
      requireValid(plan, plan.enqueued());
    }
    requireValidSample(plan);
  }

  private static void requireValid(SweepPlan plan, List<SortedMap<String, String>> trials) {
    for (int i = 0; i < trials.size(); i++) {
      String trial = SweepPlan.ENQUEUE + ": trial " + (i + 1) + ": ";
      problem(plan, trials.get(i)).ifPresent(problem -> {
        throw new UserException(trial + problem);
      });
    }
  }

  private static void requireValidSample(SweepPlan plan) {
    TrialGenerator generator = new TrialGenerator(plan);
    int stop = plan.sweep().stop().trials();
    double limit = Math.min(plan.size(), stop == 0 ? MAX_TRIALS : Math.min(MAX_TRIALS, stop));
    Set<SortedMap<String, String>> different = new HashSet<>(plan.enqueued());
    List<String> problems = new ArrayList<>();
    for (int number = 1; number <= MAX_TRIALS && different.size() < limit; number++) {
      Optional<SortedMap<String, String>> next = generator.next();
      if (next.isEmpty()) {
        break;
      }
      if (different.add(next.get())) {
        Optional<String> problem = problem(plan, next.get());
        if (problem.isEmpty()) {
          return;
        }
        problems.add("trial " + number + ": " + problem.get());
      }
      generator.report(number, TrialOutcome.FAILED);
    }
    if (!problems.isEmpty()) {
      throw new UserException("sweep.parameters: none of the first " + problems.size()
          + " sampled trials is a valid experiment; " + problems.get(0));
    }
  }

  /** Returns why {@code parameters} do not form a valid experiment, in one line; empty if they do. */
  public static Optional<String> problem(SweepPlan plan, SortedMap<String, String> parameters) {
    try {
      ExperimentConfig config = plan.trialConfig(parameters);
      ExperimentChecks.requireMasking(config);
      ExperimentChecks.require(config);
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(String.join("; ", e.getMessage().lines().toList()));
    }
  }
}
