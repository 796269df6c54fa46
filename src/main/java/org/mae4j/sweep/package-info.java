/**
 * Hyper-parameter sweeps. Arbiter's generators make candidates, each a run in a directory of its own; a journal says
 * what became of each, and the state of a generator is a function of its seed and of the journal, so that a sweep goes
 * on from the journal alone. Candidates run in this process or, where the build has one, on a cluster; that changes
 * nothing but where.
 *
 * <p>Candidates may run side by side, and may be given up early. All that follows from how candidates end, and from
 * how they compare before their end, is decided in the order of their numbers, so that the outcome is a function of the
 * plan.
 *
 * <p>Arbiter's own {@code LocalOptimizationRunner} is not used: it cannot be given what earlier processes found,
 * does not end when a grid does, and takes a signal that stops a run for the failure of a candidate.
 */
package org.mae4j.sweep;
