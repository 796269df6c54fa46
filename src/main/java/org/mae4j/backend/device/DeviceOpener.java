package org.mae4j.backend.device;

import java.util.Optional;
import org.mae4j.config.ComputeConfig.Precision;

/** Opens what computes the plans of a command. */
@FunctionalInterface
public interface DeviceOpener {
  /** The CPU, which is no device. */
  DeviceOpener CPU = precision -> Optional.empty();

  /**
   * Returns a device that the caller closes; empty for the CPU. Of several, that which this process uses least.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no usable one
   */
  Optional<Device> open(Precision precision);

  /**
   * Returns the devices of the same kind, which the caller closes: those on which a training computes.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no usable one
   */
  default DeviceGroup openAll(Precision precision) {
    return DeviceGroup.of(open(precision));
  }

  /**
   * Opens a device for some work, and closes it after that.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no usable one
   */
  default <T, E extends Exception> T use(Precision precision, DeviceWork<T, E> work) throws E {
    Optional<Device> device = open(precision);
    try {
      return work.on(device);
    } finally {
      device.ifPresent(Device::close);
    }
  }

  /** Work on a device, or on the CPU if there is none. */
  @FunctionalInterface
  interface DeviceWork<T, E extends Exception> {
    T on(Optional<Device> device) throws E;
  }
}
