package org.mae4j.ops.update;

import org.mae4j.backend.Backend;
import org.mae4j.ops.cpu.FloatBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One step of Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2) for one
 * parameter, in place.
 *
 * @param rate learning rate of the parameter
 * @param decay weight decay, multiplied by the rate; 0 for none
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon value added to the root of the corrected second moment
 * @param steps number of steps, including this one
 */
public record AdamWUpdate(double rate, double decay, double beta1, double beta2, double epsilon, long steps) {
  /**
   * Updates a parameter and its moments.
   *
   * @param factor on the gradient, for clipping
   */
  public void apply(INDArray parameter, INDArray first, INDArray second, INDArray gradient, double factor) {
    if (Backend.isDirect(parameter)) {
      new FusedUpdate(new FloatBlock(parameter), new FloatBlock(first), new FloatBlock(second),
          new FloatBlock(gradient))
          .apply(this, (float) factor);
    } else {
      byNd4j(parameter, first, second, gradient.mul(factor));
    }
  }

  /**
   * Returns what {@link #apply} added to a parameter, computed in single precision from the updated parameter and
   * moments.
   *
   * @return a new array with the change of each value
   */
  public float[] change(float[] parameter, float[] first, float[] second) {
    float corrected = (float) (rate / correction(beta1));
    float perRoot = (float) (1 / Math.sqrt(correction(beta2)));
    float decayed = (float) (rate * decay);
    float restored = (float) (1 / (1 - rate * decay));
    float added = (float) epsilon;
    float[] change = new float[parameter.length];
    for (int i = 0; i < change.length; i++) {
      float learned = corrected * first[i] / ((float) Math.sqrt(second[i]) * perRoot + added);
      change[i] = -(decayed * restored * (parameter[i] + learned) + learned);
    }
    return change;
  }

  private void byNd4j(INDArray parameter, INDArray first, INDArray second, INDArray gradient) {
    first.muli(beta1).addi(gradient.mul(1 - beta1));
    second.muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
    INDArray root = Transforms.sqrt(second.div(correction(beta2))).addi(epsilon);
    parameter.muli(1 - rate * decay).subi(first.mul(rate / correction(beta1)).divi(root));
  }

  /** Returns the bias correction of a moment that started at 0. */
  private double correction(double beta) {
    return 1 - Math.pow(beta, steps);
  }

  /** The update in one pass over memory. */
  private record FusedUpdate(FloatBlock parameter, FloatBlock first, FloatBlock second, FloatBlock gradient) {
    void apply(AdamWUpdate update, float factor) {
      float[] p = FloatBlock.buffer(0);
      float[] m = FloatBlock.buffer(1);
      float[] v = FloatBlock.buffer(2);
      float[] g = FloatBlock.buffer(3);
      float rate = (float) (update.rate / update.correction(update.beta1));
      float perRoot = (float) (1 / Math.sqrt(update.correction(update.beta2)));
      float kept = (float) (1 - update.rate * update.decay);
      for (int from = 0; from < parameter.length(); from += FloatBlock.PIECE) {
        parameter.read(from, p);
        first.read(from, m);
        second.read(from, v);
        gradient.read(from, g);
        moments(update, m, v, g, factor);
        step(p, m, v, kept, rate, perRoot, (float) update.epsilon);
        parameter.write(from, p);
        first.write(from, m);
        second.write(from, v);
      }
    }

    /** Rounds 1 - beta only once: 1 minus a rounded 0.999 differs from 0.001 by 1e-5 of it. */
    private static void moments(AdamWUpdate update, float[] m, float[] v, float[] g, float factor) {
      float beta1 = (float) update.beta1;
      float beta2 = (float) update.beta2;
      float rest1 = (float) (1 - update.beta1);
      float rest2 = (float) (1 - update.beta2);
      for (int i = 0; i < m.length; i++) {
        float scaled = g[i] * factor;
        m[i] = beta1 * m[i] + rest1 * scaled;
        v[i] = beta2 * v[i] + rest2 * scaled * scaled;
      }
    }

    private static void step(float[] p, float[] m, float[] v, float kept, float rate, float perRoot, float epsilon) {
      for (int i = 0; i < p.length; i++) {
        p[i] = kept * p[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * perRoot + epsilon);
      }
    }
  }
}
