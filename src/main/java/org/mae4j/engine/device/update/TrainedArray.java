package org.mae4j.engine.device.update;

import java.nio.ByteBuffer;
import org.mae4j.engine.device.kernel.DeviceArray;

/**
 * A parameter in a training and its arrays of the same shape.
 *
 * @param values of the parameter
 * @param computed gradient of the last micro-batch, which a plan computes
 * @param gradient mean gradient of a step
 * @param first moment, or the momentum of Muon
 * @param second moment; for Muon any array, which is not used
 * @param average address of the moving average of the values; 0 for none
 * @param decay weight decay; 0 for none
 * @param rate factor on the learning rate
 * @param byMuon whether Muon updates the parameter, a matrix, instead of AdamW
 */
public record TrainedArray(DeviceArray values, DeviceArray computed, DeviceArray gradient, DeviceArray first,
    DeviceArray second, long average, double decay, double rate,
    boolean byMuon) {
  /** Size of a {@code Parameter} in {@code parameters.cu}. */
  static final int BYTES = 9 * Long.BYTES;

  /** Returns a parameter whose gradients are summed and that is not updated. */
  static TrainedArray summed(DeviceArray computed, DeviceArray gradient) {
    return new TrainedArray(gradient, computed, gradient, gradient, gradient, 0, 0, 1, false);
  }

  /** Writes the array as a {@code Parameter} of {@code parameters.cu}. */
  void writeTo(ByteBuffer buffer) {
    buffer.putLong(values.address()).putLong(computed.address()).putLong(gradient.address()).putLong(first.address())
        .putLong(second.address()).putLong(average).putLong(values.length()).putDouble(decay).putDouble(rate);
  }
}
