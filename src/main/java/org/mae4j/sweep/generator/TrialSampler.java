package org.mae4j.sweep.generator;

import java.util.Optional;
import java.util.SortedMap;

/** Samples the parameters of trials and learns from how trials end. */
interface TrialSampler {
  /** Returns whether the next trial can be sampled: the outcomes that it depends on were reported. */
  boolean ready();

  /** Samples a trial. Requires {@link #ready}. @return its parameters by key; empty after the last trial */
  Optional<SortedMap<String, String>> sample(int number);

  /** Tells the parameters of a trial that is not sampled. @param number of the trial, from 1, the next one */
  void given(int number, SortedMap<String, String> parameters);

  /** Tells how a trial ended that was sampled or given. @param number of the trial, from 1 */
  void report(int number, TrialOutcome outcome);
}
