package org.mae4j.ops.update;

import org.mae4j.ops.cpu.FloatBlock;
import org.mae4j.ops.cpu.Matrix;
import org.mae4j.ops.cpu.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Newton–Schulz iterations by OpenBLAS in memory that is allocated once. An iteration replaces X by
 * {@code (a·I + b·G + c·G²)·X}, G = X·Xᵀ, if X has fewer rows than columns, and by {@code X·(a·I + b·G + c·G²)},
 * G = Xᵀ·X, if it has not.
 *
 * @param other of the shape of the input
 * @param gram G, square
 * @param polynomial of G, square
 */
record OpenBlasNewtonSchulz(INDArray input, INDArray other, INDArray gram, INDArray polynomial)
    implements NewtonSchulz {
  static OpenBlasNewtonSchulz of(INDArray input) {
    long side = Math.min(input.size(0), input.size(1));
    return new OpenBlasNewtonSchulz(input, input.ulike(), Nd4j.create(input.dataType(), side, side),
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
