package org.mae4j.bench.profile;

import java.util.Arrays;
import java.util.Collections;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.engine.graph.OperationCost;

/**
 * The measured speeds of a device that limit an operation in the roofline model (Williams et al., Communications of the ACM,
 * 2009).
 *
 * @param flops floating-point operations of a large matrix product, per millisecond
 * @param bytes bytes that a large copy reads and writes, per millisecond
 */
record DeviceLimits(double flops, double bytes) {
  /** Gives a GPU hundreds of blocks to compute, and takes a second on the emulation of tests. */
  private static final int SIDE = 3072;
  private static final int RUNS = 3;

  static DeviceLimits of(Device device) {
    long size = (long) SIDE * SIDE * Float.BYTES;
    ProductShape shape = ProductShape.of(SIDE, SIDE, SIDE, false, false, 0);
    try (DeviceMemory left = device.allocate(size);
        DeviceMemory right = device.allocate(size);
        DeviceMemory result = device.allocate(size)) {
      device.fill(left.address(), size);
      device.fill(right.address(), size);
      double product = fastest(device, () -> device.multiply(shape, left.address(), right.address(), result.address()));
      double copy = fastest(device, () -> device.copy(left.address(), result.address(), size));
      return new DeviceLimits(2.0 * SIDE * SIDE * SIDE / product, 2 * size / copy);
    }
  }

  private static double fastest(Device device, Runnable operation) {
    operation.run(); // A recording needs what is loaded or compiled in the first run.
    return Arrays.stream(device.times(Collections.nCopies(RUNS, operation))).min().orElseThrow();
  }

  /** Returns the milliseconds that an operation takes at one of the limits: the longer time. */
  double millis(OperationCost cost) {
    return Math.max(cost.flops() / flops, cost.bytes() / bytes);
  }
}
