package org.mae4j.sweep.gaussian;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.mae4j.sweep.position.Dimension;

/**
 * The distribution of kernels, given the values of trials. The prior of a length scale is log-normal and grows with the square
 * root of the number of dimensions (Hvarfner, Hellsten and Nardi, ICML 2024); that of the noise is log-normal, too.
 */
record KernelPosterior(List<Dimension> dimensions, TrialValues trials) {
  private static final double SCALE_MEAN = Math.sqrt(2);
  private static final double SCALE_DEVIATION = Math.sqrt(3);
  private static final double NOISE_MEAN = -4;
  private static final double NOISE_DEVIATION = 1;
  /** With long length scales, noise would explain all values at first. */
  private static final double FIRST_SCALE = StrictMath.log(0.5);
  /** Points of the sampler before it no longer depends on the first one. */
  private static final int BURN_IN = 8;

  /** Returns random kernels. */
  List<MaternKernel> sample(int count, RandomGenerator random) {
    SliceSampler sampler = new SliceSampler(this::logDensity, logs(FIRST_SCALE), random);
    return Stream.generate(sampler::next).limit(BURN_IN + count).skip(BURN_IN)
        .map(logs -> new MaternKernel(dimensions, logs)).toList();
  }

  /** @param scale logarithm of the length scales for one dimension */
  private double[] logs(double scale) {
    double[] logs = new double[dimensions.size() + 1];
    Arrays.fill(logs, scale + StrictMath.log(dimensions.size()) / 2);
    logs[dimensions.size()] = NOISE_MEAN;
    return logs;
  }

  /** Returns the logarithm of the density, but for a constant. */
  double logDensity(double[] logs) {
    double[] means = logs(SCALE_MEAN);
    double density = trials.process(new MaternKernel(dimensions, logs)).logLikelihood();
    for (int i = 0; i < logs.length; i++) {
      double standardized = (logs[i] - means[i]) / (i < dimensions.size() ? SCALE_DEVIATION : NOISE_DEVIATION);
      density -= standardized * standardized / 2;
    }
    return density;
  }
}
