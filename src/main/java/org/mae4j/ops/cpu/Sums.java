package org.mae4j.ops.cpu;

/** Sums over arrays in eight chains, which a processor computes in parallel; the order is always the same. */
public final class Sums {
  private Sums() {}

  public static float sum(float[] x) {
    return sum(x, 0, x.length);
  }

  /** Returns the sum of elements {@code from} to {@code to} (exclusive). */
  public static float sum(float[] x, int from, int to) {
    float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    int i = from;
    for (; i + 7 < to; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** Adds {@code y} to {@code x}. */
  public static void add(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] += y[i];
    }
  }

  public static float dot(float[] x, float[] y) {
    return dot(x, y, 0, x.length);
  }

  /** Returns the dot product of elements {@code from} to {@code to} (exclusive). */
  public static float dot(float[] x, float[] y, int from, int to) {
    float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
    int i = from;
    for (; i + 7 < to; i += 8) {
      a += x[i] * y[i];
      b += x[i + 1] * y[i + 1];
      c += x[i + 2] * y[i + 2];
      d += x[i + 3] * y[i + 3];
      e += x[i + 4] * y[i + 4];
      f += x[i + 5] * y[i + 5];
      g += x[i + 6] * y[i + 6];
      h += x[i + 7] * y[i + 7];
    }
    for (; i < to; i++) {
      a += x[i] * y[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }
}
