package org.mae4j.ops.cpu;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A native row-major matrix of floats, or a rectangle of one, for OpenBLAS. Direct calls cost a fraction of a
 * microsecond, read rectangles in place and can add to the output; libnd4j's {@code matmul} does none of these.
 */
public final class Matrix {
  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;

  private final FloatPointer start;
  private final int rows;
  private final int columns;
  private final int stride;

  private Matrix(FloatPointer start, int rows, int columns, int stride) {
    this.start = start;
    this.rows = rows;
    this.columns = columns;
    this.stride = stride;
  }

  /**
   * Returns the matrix of an array.
   *
   * @param array dense and row-major; its last dimension is a row
   */
  public static Matrix of(INDArray array) {
    int columns = Math.toIntExact(array.size(-1));
    return new Matrix(new FloatPointer(array.data().addressPointer()), Math.toIntExact(array.length() / columns),
        columns, columns);
  }

  public int columns() {
    return columns;
  }

  /** Returns {@code height} rows from {@code row} on, of {@code width} values each from {@code column} on. */
  public Matrix block(int row, int height, int column, int width) {
    long offset = (long) row * stride + column;
    return new Matrix(new FloatPointer(start).position(start.position() + offset), height, width, stride);
  }

  /** Returns the columns from {@code column} on. */
  public Matrix columns(int column, int width) {
    return block(0, rows, column, width);
  }

  /**
   * Computes {@code this = alpha · left · right + beta · this}; the previous value is not read if {@code beta} is 0.
   */
  public void product(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, AS_IT_IS, right, AS_IT_IS, left.columns, beta);
  }

  /** Computes {@code this = alpha · leftᵀ · right + beta · this}. */
  public void transposedProduct(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, TRANSPOSED, right, AS_IT_IS, left.rows, beta);
  }

  /** Computes {@code this = alpha · left · rightᵀ + beta · this}. */
  public void productTransposed(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, AS_IT_IS, right, TRANSPOSED, left.columns, beta);
  }

  private void multiply(float alpha, Matrix left, int leftForm, Matrix right, int rightForm, int inner, float beta) {
    openblas.cblas_sgemm(ROW_MAJOR, leftForm, rightForm, rows, columns, inner, alpha, left.start, left.stride,
        right.start, right.stride, beta, start, stride);
  }
}
