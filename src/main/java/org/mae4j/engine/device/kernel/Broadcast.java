package org.mae4j.engine.device.kernel;

import org.mae4j.backend.device.Device;

/**
 * The gradient of an input that was repeated to fill the shape of an output: the sum over its copies.
 *
 * @param sum over the dimensions in which the input was repeated
 * @param repeated whether there are any
 */
public record Broadcast(Sum sum, boolean repeated) {
  /**
   * Returns the sum of a gradient for an input.
   *
   * @param gradient of the output
   * @param input whose dimensions are the last ones of the output
   */
  public static Broadcast of(DeviceArray gradient, DeviceArray input) {
    int[] sizes = Iteration.sizes(gradient);
    int missing = sizes.length - input.rank();
    boolean[] reduced = new boolean[sizes.length];
    boolean any = false;
    for (int i = 0; i < sizes.length; i++) {
      reduced[i] = sizes[i] > 1 && (i < missing || input.size(i - missing) == 1);
      any |= reduced[i];
    }
    return new Broadcast(Sum.of(sizes, reduced), any);
  }

  public long workspaceBytes() {
    return repeated ? sum.workspaceBytes() : 0;
  }

  /** Sums elements in the shape of the output's gradient. */
  public void launch(Device device, long gradient, long target, long workspace, double factor) {
    sum.launch(device, gradient, target, workspace, factor);
  }
}
