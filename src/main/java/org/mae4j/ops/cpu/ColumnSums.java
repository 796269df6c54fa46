package org.mae4j.ops.cpu;

/** Writes the sum of all rows, one value per column: the gradient of a bias. */
public record ColumnSums(Rows rows, Rows sums) implements Runnable {
  @Override
  public void run() {
    sums.write(0, of(rows));
  }

  /** Writes the sum of all rows, added from the first to the last. */
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
