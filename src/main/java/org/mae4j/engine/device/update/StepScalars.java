package org.mae4j.engine.device.update;

import java.nio.ByteBuffer;

/**
 * The numbers of an update that change from step to step.
 *
 * @param rate learning rate before the factor of a parameter
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon value added to the root of the corrected second moment
 * @param steps number of steps, including this one
 * @param bound largest norm of the gradients; 0 for no clipping
 * @param averaged fraction by which the averages move to the parameters, in [0, 1]
 * @param momentum decay of the sum of gradients of Muon, in [0, 1)
 */
public record StepScalars(double rate, double beta1, double beta2, double epsilon, long steps, double bound,
    double averaged, double momentum) {
  /** Size of a {@code Step} in {@code parameters.cu}. */
  static final int BYTES = 9 * Double.BYTES;

  /** Writes the numbers as a {@code Step} of {@code parameters.cu}. */
  void writeTo(ByteBuffer buffer) {
    buffer.putDouble(rate).putDouble(beta1).putDouble(beta2).putDouble(1 - Math.pow(beta1, steps))
        .putDouble(1 - Math.pow(beta2, steps)).putDouble(epsilon).putDouble(bound).putDouble(averaged)
        .putDouble(momentum);
  }
}
