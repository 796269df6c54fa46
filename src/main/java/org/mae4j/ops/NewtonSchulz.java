package org.mae4j.ops;

import org.mae4j.backend.Backend;
import org.mae4j.ops.cpu.FloatBlock;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The nearest matrix with orthonormal rows or columns, approximately: five Newton–Schulz iterations with the polynomial
 * of Jordan et al. (Muon: an optimizer for hidden layers in neural networks, 2024). It maps a singular value x of the
 * matrix, divided by its Frobenius norm, to {@code a·x + b·x³ + c·x⁵}; large and small ones come near 1, between 0.68 and
 * 1.14. Memory is allocated once; for one thread at a time.
 */
public sealed interface NewtonSchulz extends AutoCloseable {
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
    return Backend.isDirect(input) ? InHostMemory.of(input) : new ByNd4j(input);
  }

  /** Returns the native memory in bytes for matrices of one shape in single precision. */
  static long bytes(long rows, long columns) {
    long side = Math.min(rows, columns);
    return 2 * Float.BYTES * (rows * columns + side * side);
  }

  /**
   * By OpenBLAS. An iteration replaces X by {@code (a·I + b·G + c·G²)·X}, G = X·Xᵀ, if X has fewer rows than columns, and
   * by {@code X·(a·I + b·G + c·G²)}, G = Xᵀ·X, if it has not.
   *
   * @param other of the shape of the input
   * @param gram G, square
   * @param polynomial of G, square
   */
  record InHostMemory(INDArray input, INDArray other, INDArray gram, INDArray polynomial) implements NewtonSchulz {
    static InHostMemory of(INDArray input) {
      long side = Math.min(input.size(0), input.size(1));
      return new InHostMemory(input, input.ulike(), Nd4j.create(input.dataType(), side, side),
          Nd4j.create(input.dataType(), side, side));
    }

    @Override
    public INDArray orthogonalize() {
      normalize(new FloatBlock(input));
      for (int i = 0; i < ITERATIONS; i++) {
        iterate(i % 2 == 0 ? input : other, i % 2 == 0 ? other : input);
      }
      return ITERATIONS % 2 == 0 ? input : other;
    }

    private void iterate(INDArray from, INDArray to) {
      Matrix x = Matrix.of(from);
      Matrix g = Matrix.of(gram);
      Matrix p = Matrix.of(polynomial);
      if (from.size(0) < from.size(1)) {
        g.productTransposed(1, x, x, 0);
      } else {
        g.transposedProduct(1, x, x, 0);
      }
      p.product((float) QUINTIC, g, g, 0);
      addLowerPowers(new Rows(gram), new Rows(polynomial));
      if (from.size(0) < from.size(1)) {
        Matrix.of(to).product(1, p, x, 0);
      } else {
        Matrix.of(to).product(1, x, p, 0);
      }
    }

    /** Adds {@code b·G + a·I} to {@code c·G²}. */
    private static void addLowerPowers(Rows gram, Rows polynomial) {
      float[] g = new float[gram.width()];
      float[] p = new float[gram.width()];
      for (int row = 0; row < gram.count(); row++) {
        gram.read(row, g);
        polynomial.read(row, p);
        for (int i = 0; i < g.length; i++) {
          p[i] += (float) CUBIC * g[i];
        }
        p[row] += (float) LINEAR;
        polynomial.write(row, p);
      }
    }

    /** Divides by the Frobenius norm, which is at least the largest singular value. */
    private static void normalize(FloatBlock values) {
      double squares = values.squares();
      values.combine(squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0, values, 0, values);
    }

    @Override
    public void close() {
      input.close();
      other.close();
      gram.close();
      polynomial.close();
    }
  }

  /** By ND4J's operations, for arrays that are not floats in host memory. */
  record ByNd4j(INDArray input) implements NewtonSchulz {
    @Override
    public INDArray orthogonalize() {
      double norm = input.norm2Number().doubleValue();
      INDArray x = input.muli(norm > 0 ? 1 / norm : 0);
      boolean wide = x.size(0) < x.size(1);
      for (int i = 0; i < ITERATIONS; i++) {
        INDArray gram = wide ? x.mmul(x.transpose()) : x.transpose().mmul(x);
        INDArray polynomial = gram.mmul(gram).muli(QUINTIC).addi(gram.muli(CUBIC))
            .addi(Nd4j.eye(gram.size(0)).castTo(gram.dataType()).muli(LINEAR));
        x = wide ? polynomial.mmul(x) : x.mmul(polynomial);
      }
      return x;
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
