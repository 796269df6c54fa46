package org.mae4j.engine;

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
 */
public final class MatrixProducts {
  private static final int WARMUP = 5;

  private MatrixProducts() {}

  /**
   * Measures the speed.
   *
   * @param threads number of threads, at least 1
   * @param side rows and columns of the matrices
   * @param repeats number of timed products of each thread
   * @return GFLOP/s of all threads together, for each repeat
   */
  public static double[] gflops(int threads, int side, int repeats) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Product> products = IntStream.range(0, threads).mapToObj(i -> new Product(side)).toList();
    try {
      double[] gflops = new double[repeats];
      for (int i = -WARMUP; i < repeats; i++) {
        long start = System.nanoTime();
        pool.invokeAll(products);
        gflops[Math.max(0, i)] = 2.0 * threads * side * side * side / (System.nanoTime() - start);
      }
      return gflops;
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
    Product(int side) {
      this(Nd4j.valueArrayOf(new long[] {side, side}, 0.5, DataType.FLOAT).dup('f'),
          Nd4j.valueArrayOf(new long[] {side, side}, 0.25, DataType.FLOAT).dup('f'),
          Nd4j.create(DataType.FLOAT, new long[] {side, side}, 'f'));
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
