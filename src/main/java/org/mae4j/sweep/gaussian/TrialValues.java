package org.mae4j.sweep.gaussian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.mae4j.sweep.position.ObservedPositions;

/**
 * What a Gaussian process models: a value for each trial that ended, with mean 0 and variance 1; lower is better. Losses
 * above the median grow by their logarithm only, so that very poor trials do not hide the differences of good ones. Pruned
 * and failed trials have no loss; their values continue those of the finished ones.
 *
 * @param positions one per value, the best first
 */
record TrialValues(List<double[]> positions, double[] values) {
  /** Bounds the time for a trial, which grows with the cube of the number. */
  private static final int MOST = 250;

  static TrialValues of(ObservedPositions observed) {
    List<double[]> positions = new ArrayList<>(observed.ranked());
    positions.addAll(observed.failed());
    double[] values = standardized(values(observed));
    int[] chosen = chosen(positions.size());
    return new TrialValues(IntStream.of(chosen).mapToObj(positions::get).toList(),
        IntStream.of(chosen).mapToDouble(i -> values[i]).toArray());
  }

  /** Returns the best half of the most trials, and as many others at equal distances in the ranking. */
  static int[] chosen(int count) {
    int best = MOST / 2;
    return count <= MOST ? IntStream.range(0, count).toArray() : IntStream.range(0, MOST)
        .map(i -> i < best ? i : best + (int) ((long) (i - best) * (count - best) / (MOST - best))).toArray();
  }

  /** Returns the values of all trials that ended, before they are standardized. */
  private static double[] values(ObservedPositions observed) {
    double[] losses = compressed(observed.losses().stream().mapToDouble(Double::doubleValue).toArray());
    int pruned = observed.ranked().size() - losses.length;
    double worst = losses.length == 0 ? 0 : losses[losses.length - 1];
    double range = losses.length == 0 || worst == losses[0] ? 1 : worst - losses[0];
    DoubleStream unfinished = IntStream.rangeClosed(1, pruned + observed.failed().size())
        .mapToDouble(i -> worst + range * Math.min(1, (double) i / Math.max(1, pruned)));
    return DoubleStream.concat(DoubleStream.of(losses), unfinished).toArray();
  }

  /** @param losses in ascending order */
  private static double[] compressed(double[] losses) {
    double median = losses.length == 0 ? 0 : StatUtils.percentile(losses, 50);
    double spread = losses.length == 0 ? 0 : median - losses[0];
    return DoubleStream.of(losses).map(loss -> loss <= median || spread == 0 ? loss
        : median + spread * StrictMath.log1p((loss - median) / spread)).toArray();
  }

  private static double[] standardized(double[] values) {
    double mean = StatUtils.mean(values);
    double deviation = Math.sqrt(StatUtils.populationVariance(values));
    return DoubleStream.of(values).map(value -> deviation == 0 ? 0 : (value - mean) / deviation).toArray();
  }

  /** Returns a Gaussian process with these values. */
  GaussianProcess process(MaternKernel kernel) {
    return new GaussianProcess(kernel, positions, values);
  }
}
