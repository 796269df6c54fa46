package org.mae4j.ops.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The exponential function of numbers that are not above 0, in plain arithmetic that the compiler vectorizes: {@code
 * e^x = 2^n · e^r} with n the nearest whole number to {@code x/ln 2}, and the Taylor series of degree 7 for {@code
 * |r| ≤ ln(2)/2}, with a remainder below 6e-9. The relative error is below 2e-7. Below −87 the result is that of −87,
 * which is 1.6e-38.
 */
final class Exponential {
  private static final int CHUNK = 1024;
  private static final float LOWEST = -87;
  private static final float PER_OCTAVE = 1.442695f;
  /** The upper digits of ln 2, few enough that their product with a whole number is exact; and the lower digits. */
  private static final float OCTAVE = 0.693359375f;
  private static final float OCTAVE_REST = -2.12194440e-4f;
  /** 1.5 · 2^23: adding it rounds a number to a whole one, which is then in the lowest bits. */
  private static final float ROUNDER = 12582912;
  private static final int EXPONENT_SHIFT = 23;
  private static final int EXPONENT_OF_ONE = 127 << EXPONENT_SHIFT;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder());
  private final FloatBuffer floats = bytes.asFloatBuffer();
  private final IntBuffer bits = bytes.asIntBuffer();
  private final float[] part = new float[CHUNK];
  private final float[] rounded = new float[CHUNK];
  private final int[] powers = new int[CHUNK];

  /** Writes the exponential over the first {@code count} numbers of {@code x}, all at most 0. */
  void apply(float[] x, int count) {
    for (int from = 0; from < count; from += CHUNK) {
      int length = Math.min(CHUNK, count - from);
      System.arraycopy(x, from, part, 0, length);
      chunk(length);
      System.arraycopy(part, 0, x, from, length);
    }
  }

  private void chunk(int length) {
    reduce(part, rounded, length);
    floats.put(0, rounded, 0, length);
    bits.get(0, powers, 0, length);
    for (int i = 0; i < length; i++) {
      powers[i] = (powers[i] << EXPONENT_SHIFT) + EXPONENT_OF_ONE;
    }
    bits.put(0, powers, 0, length);
    floats.get(0, rounded, 0, length);
    for (int i = 0; i < length; i++) {
      part[i] *= rounded[i];
    }
  }

  /** Writes {@code e^r} over x, and {@code ROUNDER + n} into {@code rounded}. */
  private static void reduce(float[] x, float[] rounded, int length) {
    for (int i = 0; i < length; i++) {
      float v = Math.max(x[i], LOWEST);
      float shifted = v * PER_OCTAVE + ROUNDER;
      float n = shifted - ROUNDER;
      float r = v - n * OCTAVE - n * OCTAVE_REST;
      rounded[i] = shifted;
      x[i] = 1 + r * (1 + r * (1f / 2 + r * (1f / 6 + r * (1f / 24 + r * (1f / 120 + r * (1f / 720
          + r * (1f / 5040)))))));
    }
  }
}
