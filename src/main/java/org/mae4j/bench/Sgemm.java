package org.mae4j.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The speed of this machine's matrix products: each of several threads multiplies square matrices of single precision
 * through ND4J, with one BLAS thread each.
 *
 * @param best GFLOP/s of all threads together in the fastest repeat
 * @param median GFLOP/s of the median repeat
 */
record Sgemm(double best, double median) {
  /** Large enough to be limited by arithmetic, small enough for the three matrices to fit in a shared cache. */
  private static final int SIDE = 1024;
  private static final int WARMUP = 5;
  private static final int REPEATS = 30;

  static Sgemm measure(int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Product> products = IntStream.range(0, threads).mapToObj(i -> new Product()).toList();
    try {
      double[] gflops = new double[REPEATS];
      for (int i = -WARMUP; i < REPEATS; i++) {
        long start = System.nanoTime();
        pool.invokeAll(products);
        gflops[Math.max(0, i)] = 2.0 * threads * SIDE * SIDE * SIDE / (System.nanoTime() - start);
      }
      TimingSample figures = new TimingSample(gflops);
      return new Sgemm(figures.greatest(), figures.median());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } finally {
      pool.shutdownNow();
      products.forEach(Product::close);
    }
  }

  /** Column-major, as BLAS expects, so nothing is copied. */
  private record Product(INDArray left, INDArray right, INDArray result) implements Callable<Void>, AutoCloseable {
    Product() {
      this(Nd4j.valueArrayOf(new long[] {SIDE, SIDE}, 0.5, DataType.FLOAT).dup('f'),
          Nd4j.valueArrayOf(new long[] {SIDE, SIDE}, 0.25, DataType.FLOAT).dup('f'),
          Nd4j.create(DataType.FLOAT, new long[] {SIDE, SIDE}, 'f'));
    }

    @Override
    public Void call() {
      Nd4j.gemm(left, right, result, false, false, 1, 0);
      return null;
    }

    @Override
    public void close() {
      left.close();
      right.close();
      result.close();
    }
  }
}
