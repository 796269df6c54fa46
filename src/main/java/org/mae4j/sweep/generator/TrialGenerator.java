package org.mae4j.sweep.generator;

import java.util.Optional;
import java.util.SortedMap;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Gives trials their parameters: those that the plan names, then those that its generator samples. They are a function of
 * the plan and of the outcomes that were {@linkplain #report reported}, in whatever order trials end.
 */
public final class TrialGenerator {
  private final SweepPlan plan;
  private final TrialSampler sampler;
  private int count;

  public TrialGenerator(SweepPlan plan) {
    this.plan = plan;
    this.sampler = plan.sweep().generator().hasSurrogate() ? SurrogateSampler.of(plan)
        : GenerationSampler.of(plan);
  }

  /** Returns whether the next trial can be sampled: the outcomes that it depends on were reported. */
  public boolean ready() {
    return count < plan.enqueued().size() || sampler.ready();
  }

  /** Returns the parameters of the next trial by key; empty after the last. Requires {@link #ready}. */
  public Optional<SortedMap<String, String>> next() {
    Optional<SortedMap<String, String>> next = plan.enqueued().stream().skip(count).findFirst();
    next.ifPresent(parameters -> sampler.given(count + 1, parameters));
    next = next.or(() -> sampler.sample(count + 1));
    count += next.isPresent() ? 1 : 0;
    return next;
  }

  /** Reports how a trial ended. @param number of the trial, from 1 */
  public void report(int number, TrialOutcome outcome) {
    sampler.report(number, outcome);
  }
}
