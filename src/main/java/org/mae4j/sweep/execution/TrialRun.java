package org.mae4j.sweep.execution;

import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * One run of a trial.
 *
 * @param trial number of the trial, from 1
 * @param repetition number of the run, from 1
 * @param parameters of the trial by key, as {@code config.conf} has them
 */
public record TrialRun(int trial, int repetition, SortedMap<String, String> parameters) {

  /** Returns the configuration of the run; the seed increases by one with each repetition. */
  public ExperimentConfig config(SweepPlan plan) {
    return plan.trialConfig(values(plan));
  }

  /** Returns the configuration of the run with a number of threads, which does not change the results. */
  ExperimentConfig config(SweepPlan plan, int threads) {
    SortedMap<String, String> values = values(plan);
    values.put("threads", Integer.toString(threads));
    return plan.trialConfig(values);
  }

  private SortedMap<String, String> values(SweepPlan plan) {
    SortedMap<String, String> values = new TreeMap<>(parameters);
    if (plan.sweep().repeat() > 1) {
      values.put("seed", Long.toString(seed(plan.experiment().seed(), repetition)));
    }
    return values;
  }

  /** Returns the seed of a run of a trial. @param first seed of the first run @param repetition number of the run, from 1 */
  public static long seed(long first, int repetition) {
    return first + repetition - 1;
  }
}
