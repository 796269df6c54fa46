package org.mae4j.sweep.execution;

import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * One run of one candidate.
 *
 * @param candidate counted from 1
 * @param repetition of the candidate, counted from 1
 * @param parameters of the candidate by key, each as {@code config.conf} has it
 */
public record TrialRun(int candidate, int repetition, SortedMap<String, String> parameters) {

  /** Its experiment; each repetition has the seed after that of the one before. */
  public ExperimentConfig config(SweepPlan plan) {
    return plan.candidate(values(plan));
  }

  /** Its experiment on {@code threads} threads, which change no outcome. */
  public ExperimentConfig config(SweepPlan plan, int threads) {
    SortedMap<String, String> values = values(plan);
    values.put("threads", Integer.toString(threads));
    return plan.candidate(values);
  }

  private SortedMap<String, String> values(SweepPlan plan) {
    SortedMap<String, String> values = new TreeMap<>(parameters);
    if (plan.sweep().repeat() > 1) {
      values.put("seed", Long.toString(plan.experiment().seed() + repetition - 1));
    }
    return values;
  }
}
