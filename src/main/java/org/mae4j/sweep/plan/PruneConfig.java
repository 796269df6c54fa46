package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * When poor trials are stopped early, by asynchronous successive halving (arXiv 1810.05934) with the trial number in
 * place of time.
 *
 * @param by validation figure of {@code metrics.csv} that is compared; empty for the default of the objective
 * @param after epochs before the first comparison, in the training stage that measures the figure; 0 to disable pruning
 * @param every epochs between two comparisons, at least 1
 * @param keep fraction of the trials at an epoch that are promoted, in (0, 1)
 */
public record PruneConfig(String by, int after, int every, double keep) {
  public PruneConfig {
    new Checks()
        .atLeast(0, "after", after)
        .atLeast(1, "every", every)
        .require(keep > 0 && keep < 1, "keep", "must lie between 0 and 1, is " + keep)
        .throwIfAny();
  }

  /** Returns whether trials are pruned at all. */
  public boolean prunes() {
    return after > 0;
  }

  /** Returns whether trials are compared after {@code epoch} completed epochs. */
  public boolean decidesAt(int epoch) {
    return prunes() && epoch >= after && (epoch - after) % every == 0;
  }
}
