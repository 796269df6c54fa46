package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * When poor trials are stopped early, by asynchronous successive halving (arXiv 1810.05934) with the trial number in
 * place of time, or by Hyperband (arXiv 1603.06560) if there are several brackets.
 *
 * @param by validation metric of {@code metrics.csv} that is compared; empty for the default of the objective
 * @param after epochs before the first comparison, in the training stage that measures the metric; 0 to disable pruning
 * @param every epochs between two comparisons if these are equally spaced, at least 1
 * @param keep fraction of the compared trials that are promoted, in (0, 1)
 * @param spacing of the comparisons
 * @param brackets number of groups whose trials are compared among themselves, at least 1
 * @param afterCpuMinutes CPU minutes before the first comparison, in place of {@code after}, at least 0; 0 to count epochs
 */
public record PruneConfig(String by, int after, int every, double keep, Spacing spacing, int brackets,
    double afterCpuMinutes) {

  /** The budgets after which trials are compared. */
  public enum Spacing {
    /** {@code after}, {@code after + every}, {@code after + 2 · every} and so on. */
    EQUAL,
    /** {@code after}, {@code after / keep}, {@code after / keep²} and so on. */
    GEOMETRIC
  }

  public PruneConfig {
    boolean geometric = spacing == Spacing.GEOMETRIC;
    String needed = "needs spacing = geometric";
    new Checks()
        .atLeast(0, "after", after)
        .atLeast(1, "every", every)
        .require(keep > 0 && keep < 1, "keep", "must lie between 0 and 1, is " + keep)
        .atLeast(1, "brackets", brackets)
        .notNegative("afterCpuMinutes", afterCpuMinutes)
        .require(!geometric || every == 1, "every", "has no effect with spacing = geometric; remove it", "spacing")
        .require(geometric || brackets <= 1, "brackets", needed, "spacing")
        .require(geometric || !(afterCpuMinutes > 0), "afterCpuMinutes", needed, "spacing")
        .require(after == 0 || !(afterCpuMinutes > 0), "afterCpuMinutes", "replaces after; remove one of them", "after")
        .throwIfAny();
  }

  /** Returns whether trials are pruned at all. */
  public boolean prunes() {
    return after > 0 || countsCpu();
  }

  /** Returns whether the budget of a training is counted in CPU minutes, not in epochs. */
  public boolean countsCpu() {
    return afterCpuMinutes > 0;
  }

  /** Returns the factor between the budgets of two comparisons that are spaced geometrically, above 1. */
  public double reduction() {
    return 1 / keep;
  }
}
