package org.mae4j.engine;

import org.mae4j.backend.device.Device;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies arrays between the host and a device. */
public final class HostTransfer {
  private HostTransfer() {}

  /** Copies {@code source} to the device, row-major. */
  public static void upload(Device device, INDArray source, DeviceArray target) {
    if (isDense(source)) {
      device.upload(source.data().addressPointer(), target.address(), bytes(source));
    } else {
      try (INDArray dense = source.dup('c')) {
        device.upload(dense.data().addressPointer(), target.address(), bytes(dense));
      }
    }
  }

  /**
   * Copies from the device over all of {@code target}.
   *
   * @throws IllegalArgumentException if {@code target} is not row-major
   */
  public static void download(Device device, DeviceArray source, INDArray target) {
    if (!isDense(target)) {
      throw new IllegalArgumentException("not row-major: " + target.shapeInfoToString());
    }
    device.download(source.address(), target.data().addressPointer(), bytes(target));
  }

  private static boolean isDense(INDArray array) {
    return array.ordering() == 'c' && (array.isScalar() || array.elementWiseStride() == 1);
  }

  private static long bytes(INDArray array) {
    return array.length() * array.dataType().width();
  }
}
