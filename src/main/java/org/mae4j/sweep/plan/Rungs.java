package org.mae4j.sweep.plan;

import java.util.OptionalInt;

/**
 * The rungs of a bracket: budgets after which its trials are compared. A training reaches a rung at the first epoch that
 * is measured when the budget of the rung is used up.
 *
 * @param bracket number of the bracket, from 0; its first rung is that many rungs above the one of bracket 0
 */
public record Rungs(PruneConfig config, int bracket) {

  /**
   * Returns the highest rung that a training has reached, from 0; empty if it has reached none.
   *
   * @param used completed epochs or CPU minutes, as the sweep counts; NaN if they are not known
   */
  public OptionalInt reached(double used) {
    int count = 0;
    if (config.spacing() == PruneConfig.Spacing.EQUAL) {
      count = used < config.after() ? 0 : (int) (used - config.after()) / config.every() + 1;
    } else {
      while (budget(bracket + count) <= used) {
        count++;
      }
    }
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count - 1);
  }

  /** Returns the budget of a rung of bracket 0, in epochs or CPU minutes, if rungs are spaced geometrically. */
  private double budget(int rung) {
    double growth = Math.pow(config.reduction(), rung);
    return config.countsCpu() ? config.afterCpuMinutes() * growth : Math.round(config.after() * growth);
  }
}
