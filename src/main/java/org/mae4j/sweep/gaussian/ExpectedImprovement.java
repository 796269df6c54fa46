package org.mae4j.sweep.gaussian;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.base.LogSum;

/**
 * How much lower than the best value a value is expected to be, in the mean over Gaussian processes with different kernels
 * (Snoek, Larochelle and Adams, NeurIPS 2012, section 3.2). One kernel alone can be sure of a wrong trend and never leave
 * the end of a range.
 */
record ExpectedImprovement(List<KernelImprovement> parts) {

  /** @param lowest mean of the positions, which counts as the best value because a measured one has noise */
  private record KernelImprovement(GaussianProcess process, double lowest) {
    static KernelImprovement of(GaussianProcess process, List<double[]> positions, List<double[]> pending) {
      double lowest =
          Stream.concat(positions.stream(), pending.stream()).mapToDouble(process::mean).min().orElseThrow();
      return new KernelImprovement(process.believing(pending), lowest);
    }
  }

  /** @param pending positions without a value, which count with their means */
  static ExpectedImprovement of(List<MaternKernel> kernels, TrialValues trials, List<double[]> pending) {
    return new ExpectedImprovement(kernels.stream()
        .map(kernel -> KernelImprovement.of(trials.process(kernel), trials.positions(), pending)).toList());
  }

  /** Returns the logarithm of the sum of the improvements. */
  double logAt(double[] position) {
    return LogSum.of(parts.stream()
        .mapToDouble(part -> part.process().predict(position).logImprovement(part.lowest())).toArray());
  }
}
