package org.mae4j.ops.cpu;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A native row-major matrix of floats, or a rectangle of one, for OpenBLAS. Straight calls cost a fraction of a
 * microsecond, read rectangles where they lie and add to what is there; libnd4j's {@code matmul} does none of these.
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

  /** @param array dense and row-major; its last dimension is a row */
  public static Matrix of(INDArray array) {
    int columns = Math.toIntExact(array.size(-1));
    return new Matrix(new FloatPointer(array.data().addressPointer()), Math.toIntExact(array.length() / columns),
        columns, columns);
  }

  public int columns() {
    return columns;
  }

  /** {@code height} rows from {@code row} on, of each {@code width} values from {@code column} on. */
  public Matrix block(int row, int height, int column, int width) {
    long offset = (long) row * stride + column;
    return new Matrix(new FloatPointer(start).position(start.position() + offset), height, width, stride);
  }

  /** The columns from {@code column} on. */
  public Matrix columns(int column, int width) {
    return block(0, rows, column, width);
  }

  /** {@code this = alpha · left · right + beta · this}; what it held is not read for {@code beta} 0. */
  public void product(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, AS_IT_IS, right, AS_IT_IS, left.columns, beta);
  }

  /** {@code this = alpha · leftᵀ · right + beta · this}. */
  public void transposedProduct(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, TRANSPOSED, right, AS_IT_IS, left.rows, beta);
  }

  /** {@code this = alpha · left · rightᵀ + beta · this}. */
  public void productTransposed(float alpha, Matrix left, Matrix right, float beta) {
    multiply(alpha, left, AS_IT_IS, right, TRANSPOSED, left.columns, beta);
  }

  private void multiply(float alpha, Matrix left, int leftForm, Matrix right, int rightForm, int inner, float beta) {
    openblas.cblas_sgemm(ROW_MAJOR, leftForm, rightForm, rows, columns, inner, alpha, left.start, left.stride,
        right.start, right.stride, beta, start, stride);
  }
}
