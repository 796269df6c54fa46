package org.mae4j.ops.cpu;

/** Writes the sum of all rows, which is the gradient of a bias, one value a column. */
public record ColumnSums(Rows rows, Rows sums) implements Runnable {
  @Override
  public void run() {
    sums.write(0, of(rows));
  }

  /** The sum of all rows, added up from the first to the last. */
  public static float[] of(Rows rows) {
    float[] x = new float[rows.width()];
    float[] sum = new float[rows.width()];
    for (int row = 0; row < rows.count(); row++) {
      rows.read(row, x);
      Sums.add(sum, x);
    }
    return sum;
  }
}
