package org.mae4j.sweep.gaussian;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.random.RandomGenerator;
import org.mae4j.sweep.position.Dimension;
import org.mae4j.sweep.position.ObservedPositions;
import org.mae4j.sweep.position.PositionSampler;

/**
 * Proposes the position with the largest expected improvement by Gaussian processes.
 *
 * @param dimensions of the positions
 * @param canonical returns the position that stands for a sampled one: values that mean the same are equal, and
 *     coordinates that do not exist there are NaN
 */
public record GaussianProcessSampler(List<Dimension> dimensions, UnaryOperator<double[]> canonical)
    implements PositionSampler {
  private static final int KERNELS = 8;

  public GaussianProcessSampler {
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public Optional<double[]> propose(ObservedPositions observed, Predicate<double[]> isNew, RandomGenerator random) {
    TrialValues trials = TrialValues.of(observed);
    if (trials.positions().isEmpty()) {
      return Optional.empty();
    }
    List<MaternKernel> kernels = new KernelPosterior(dimensions, trials).sample(KERNELS, random);
    ExpectedImprovement improvement = ExpectedImprovement.of(kernels, trials, observed.pending());
    return new PositionSearch(new Moves(dimensions), canonical, improvement::logAt, isNew, random)
        .highest(trials.positions());
  }
}
