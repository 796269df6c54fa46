package org.mae4j.engine.device;

import org.mae4j.backend.device.Device;

/** An operation of a plan over fixed arrays of a device. */
@FunctionalInterface
public interface DeviceOperation {
  /**
   * Computes the outputs from the present inputs: launches kernels and products, and waits for nothing.
   *
   * @param workspace address of {@link #workspaceBytes} bytes that other operations may use before and afterwards,
   *     aligned to 256 bytes; any value if there are none
   */
  void launch(Device device, long workspace);

  /** Returns the size of the memory that the operation needs while it runs. */
  default long workspaceBytes() {
    return 0;
  }

  /** Returns the floating-point operations of the matrix products, two for a multiply-add. */
  default double flops() {
    return 0;
  }

  /** Returns an operation with a workspace of {@code bytes} bytes. */
  static DeviceOperation withWorkspace(long bytes, DeviceOperation operation) {
    return new Sized(operation, bytes, operation.flops());
  }

  /** Returns an operation with matrix products of {@code flops} floating-point operations. */
  static DeviceOperation withProducts(double flops, DeviceOperation operation) {
    return new Sized(operation, operation.workspaceBytes(), flops);
  }

  /** An operation whose size is known. */
  record Sized(DeviceOperation operation, long workspaceBytes, double flops) implements DeviceOperation {
    @Override
    public void launch(Device device, long workspace) {
      operation.launch(device, workspace);
    }
  }
}
