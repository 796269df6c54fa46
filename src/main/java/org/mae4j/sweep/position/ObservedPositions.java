package org.mae4j.sweep.position;

import java.util.List;

/**
 * The positions of earlier trials by what is known of them. A coordinate that does not exist at a position is NaN.
 *
 * @param ranked positions with a result, the best first: finished trials, then pruned ones
 * @param losses objectives of the finished trials, in the order of {@code ranked}; lower is better
 * @param failed positions of trials without a result
 * @param pending positions of trials whose result is not known yet
 */
public record ObservedPositions(List<double[]> ranked, List<Double> losses, List<double[]> failed,
    List<double[]> pending) {
  public ObservedPositions {
    ranked = List.copyOf(ranked);
    losses = List.copyOf(losses);
    failed = List.copyOf(failed);
    pending = List.copyOf(pending);
  }
}
