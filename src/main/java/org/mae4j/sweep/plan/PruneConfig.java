package org.mae4j.sweep.plan;

import org.mae4j.config.check.Checks;

/**
 * When a candidate is given up before its end (asynchronous successive halving, arXiv 1810.05934, by number in place
 * of time).
 *
 * @param by figure of {@code metrics.csv} on validation that decides; empty for the one nearest to the objective
 * @param after epochs before the first decision, of the training that the figure is measured in; 0 never to give up
 * @param every epochs between two decisions, at least 1
 * @param keep share that goes on of those that came to the same epoch, in (0, 1)
 */
public record PruneConfig(String by, int after, int every, double keep) {
  public PruneConfig {
    new Checks()
        .atLeast(0, "after", after)
        .atLeast(1, "every", every)
        .require(keep > 0 && keep < 1, "keep", "must lie between 0 and 1, is " + keep)
        .throwIfAny();
  }

  /** Whether candidates are given up at all. */
  public boolean prunes() {
    return after > 0;
  }

  /** Whether candidates are compared after {@code epoch}. */
  public boolean decidesAt(int epoch) {
    return prunes() && epoch >= after && (epoch - after) % every == 0;
  }
}
