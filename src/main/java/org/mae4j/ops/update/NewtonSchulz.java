package org.mae4j.ops.update;

import org.mae4j.backend.Backend;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The nearest matrix with orthonormal rows or columns, approximately: five Newton–Schulz iterations with the polynomial
 * of Jordan et al. (Muon: an optimizer for hidden layers in neural networks, 2024). The matrix is divided by its Frobenius
 * norm; then an iteration maps a singular value x to {@code a·x + b·x³ + c·x⁵}. Singular values of at least 0.002 come
 * into the band from 0.68 to 1.21; smaller ones are multiplied by up to 485. For one thread at a time.
 */
public sealed interface NewtonSchulz extends AutoCloseable permits OpenBlasNewtonSchulz, Nd4jNewtonSchulz {
  int ITERATIONS = 5;
  double LINEAR = 3.4445;
  double CUBIC = -4.7750;
  double QUINTIC = 2.0315;

  /** Returns the matrix to orthogonalize, which the caller writes. */
  INDArray input();

  /**
   * Orthogonalizes the input, and overwrites it.
   *
   * @return an array of the same shape, which the next call overwrites; 0 if the input is 0
   */
  INDArray orthogonalize();

  @Override
  void close();

  /** Creates the memory for matrices of one shape. */
  static NewtonSchulz of(DataType type, long rows, long columns) {
    INDArray input = Nd4j.zeros(type, rows, columns);
    return Backend.isDirect(input) ? OpenBlasNewtonSchulz.of(input) : new Nd4jNewtonSchulz(input);
  }

  /** Returns the native memory in bytes for matrices of one shape in single precision. */
  static long bytes(long rows, long columns) {
    long side = Math.min(rows, columns);
    return 2 * Float.BYTES * (rows * columns + side * side);
  }
}
