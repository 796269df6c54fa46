package org.mae4j.bench;

import org.mae4j.engine.MatrixProducts;

/**
 * The speed of this machine's matrix products on large matrices.
 *
 * @param best GFLOP/s of all threads together in the fastest repeat
 * @param median GFLOP/s of the median repeat
 */
record Sgemm(double best, double median) {
  /** Large enough to be limited by arithmetic, small enough for the three matrices to fit in a shared cache. */
  private static final int SIDE = 1024;
  private static final int REPEATS = 30;

  static Sgemm measure(int threads) {
    TimingSample rates = new TimingSample(MatrixProducts.gflops(threads, SIDE, REPEATS));
    return new Sgemm(rates.greatest(), rates.median());
  }
}
