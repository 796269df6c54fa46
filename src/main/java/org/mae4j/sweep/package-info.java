/**
 * Hyper-parameter sweeps. Arbiter's generators sample the parameters of trials. Each trial is a run in its own directory,
 * in this process or on a cluster. A journal records what happens to the trials. The state of a generator is a function
 * of its seed and of the journal, so that a sweep is resumed from the journal alone.
 *
 * <p>Trials may run in parallel and may be pruned. Everything that depends on how trials end, or on how they compare
 * before, is decided in the order of their numbers, so that the result is a function of the plan.
 *
 * <p>Arbiter's own {@code LocalOptimizationRunner} is not used: it cannot be given the trials of an earlier process, does
 * not end when a grid is exhausted, and treats a signal that stops a run as a failure of the trial.
 */
package org.mae4j.sweep;
