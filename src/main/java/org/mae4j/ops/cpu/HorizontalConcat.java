package org.mae4j.ops.cpu;

/**
 * Matrices of equal shape side by side in a wider one.
 *
 * @param parts matrices of equal width
 * @param whole matrix as wide as all parts together
 */
public record HorizontalConcat(Rows[] parts, Rows whole) {
  /** Writes the parts into the whole, row by row. */
  public void join() {
    float[] wide = new float[whole.width()];
    for (int row = 0; row < whole.count(); row++) {
      join(row, wide);
      whole.write(row, wide);
    }
  }

  /** Writes the first row of the parts into every row of the whole. */
  public void repeat() {
    float[] first = new float[whole.width()];
    join(0, first);
    for (int row = 0; row < whole.count(); row++) {
      whole.write(row, first);
    }
  }

  /** Writes the whole into the parts, row by row. */
  public void split() {
    float[] wide = new float[whole.width()];
    for (int row = 0; row < whole.count(); row++) {
      whole.read(row, wide);
      split(row, wide);
    }
  }

  /** Writes {@code wide}, a row of the whole, into row {@code row} of the parts. */
  public void split(int row, float[] wide) {
    int from = 0;
    for (Rows part : parts) {
      part.write(row, wide, from);
      from += part.width();
    }
  }

  /** Reads row {@code row} of the parts into {@code wide}, a row of the whole. */
  private void join(int row, float[] wide) {
    int from = 0;
    for (Rows part : parts) {
      part.read(row, wide, from);
      from += part.width();
    }
  }
}
