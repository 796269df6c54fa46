package org.mae4j.backend.device;

/**
 * Products of row-major matrices, {@code C = alpha·op(A)·op(B) + beta·C}, one for each of a batch.
 *
 * @param rows of op(A) and C
 * @param columns of op(B) and C
 * @param inner columns of op(A) and rows of op(B)
 * @param transposeA whether op(A) is the transpose of the stored A
 * @param transposeB whether op(B) is the transpose of the stored B
 * @param strideA elements from one stored row of A to the next, at least its length
 * @param strideB elements from one stored row of B to the next, at least its length
 * @param strideC elements from one row of C to the next, at least {@code columns}
 * @param alpha factor on the product
 * @param beta factor on the former C; with 0 the former values are not read
 * @param batch number of products, at least 1
 * @param batchA elements from the first A to the second; 0 if all use the same
 * @param batchB elements from the first B to the second; 0 if all use the same
 * @param batchC elements from the first C to the second
 */
public record ProductShape(int rows, int columns, int inner, boolean transposeA, boolean transposeB, int strideA,
    int strideB, int strideC, float alpha, float beta, int batch, long batchA, long batchB, long batchC) {

  public ProductShape {
    if (rows < 1 || columns < 1 || inner < 1 || batch < 1 || strideA < (transposeA ? rows : inner)
        || strideB < (transposeB ? inner : columns) || strideC < columns) {
      throw new IllegalArgumentException("no product: " + rows + "×" + inner + " by " + inner + "×" + columns
          + " in rows of " + strideA + ", " + strideB + " and " + strideC + ", " + batch + " times");
    }
  }

  /** Returns one product of matrices without gaps between their rows, {@code C = op(A)·op(B) + beta·C}. */
  public static ProductShape of(int rows, int columns, int inner, boolean transposeA, boolean transposeB, float beta) {
    return new ProductShape(rows, columns, inner, transposeA, transposeB, transposeA ? rows : inner,
        transposeB ? inner : columns, columns, 1, beta, 1, 0, 0, 0);
  }
}
