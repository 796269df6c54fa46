package org.mae4j.ops.update;

import org.mae4j.backend.Backend;
import org.mae4j.ops.cpu.FloatBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of an exponential moving average, in place.
 *
 * @param decay weight of the previous average, in [0, 1]
 */
public record AverageUpdate(double decay) {
  /** Moves {@code average} towards {@code values} by the fraction {@code 1 − decay}. */
  public void apply(INDArray average, INDArray values) {
    if (Backend.isDirect(average)) {
      inHostMemory(new FloatBlock(average), new FloatBlock(values), (float) (1 - decay));
    } else {
      average.addi(values.sub(average).muli(1 - decay));
    }
  }

  private static void inHostMemory(FloatBlock average, FloatBlock values, float fraction) {
    float[] a = FloatBlock.buffer(0);
    float[] v = FloatBlock.buffer(1);
    for (int from = 0; from < average.length(); from += FloatBlock.PIECE) {
      average.read(from, a);
      values.read(from, v);
      for (int i = 0; i < a.length; i++) {
        // A factor on each of the two would round to a sum other than 1, and shrink or enlarge the average.
        a[i] += fraction * (v[i] - a[i]);
      }
      average.write(from, a);
    }
  }
}
