package org.mae4j.sweep.parzen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.mae4j.base.LogSum;
import org.mae4j.sweep.position.Dimension;

/**
 * A density over positions: the mean of one product of densities per observed position, and of the uniform density, which
 * keeps every position possible. Where a position has no value, the density is uniform.
 */
final class ParzenEstimator {
  /** By component, then by dimension. */
  private final List<List<Density>> components = new ArrayList<>();

  /** @param observed positions, one coordinate per dimension */
  ParzenEstimator(List<Dimension> dimensions, List<double[]> observed) {
    List<Bandwidths> bandwidths = IntStream.range(0, dimensions.size())
        .mapToObj(d -> new Bandwidths(observed.stream().mapToDouble(position -> position[d]))).toList();
    for (double[] position : observed) {
      components.add(IntStream.range(0, position.length)
          .mapToObj(d -> Double.isNaN(position[d]) ? Density.UNIFORM
              : Densities.around(dimensions.get(d), position[d], bandwidths.get(d).of(position[d])))
          .toList());
    }
    components.add(Collections.nCopies(dimensions.size(), Density.UNIFORM));
  }

  /** Returns a random position; all its coordinates have values. */
  double[] sample(RandomGenerator random) {
    return components.get(random.nextInt(components.size())).stream().mapToDouble(density -> density.sample(random))
        .toArray();
  }

  /** Returns the logarithm of the density at a position; coordinates without a value do not count. */
  double logDensity(double[] position) {
    double[] logs = components.stream().mapToDouble(densities -> logProduct(densities, position)).toArray();
    return LogSum.of(logs) - StrictMath.log(logs.length);
  }

  private static double logProduct(List<Density> densities, double[] position) {
    double sum = 0;
    for (int d = 0; d < position.length; d++) {
      if (!Double.isNaN(position[d])) {
        sum += densities.get(d).logDensity(position[d]);
      }
    }
    return sum;
  }
}
