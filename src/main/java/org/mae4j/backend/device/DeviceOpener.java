package org.mae4j.backend.device;

import java.util.Optional;
import org.mae4j.config.ComputeConfig.Precision;

/** Opens what computes the plans of a command. */
@FunctionalInterface
public interface DeviceOpener {
  /** The CPU, which is no device. */
  DeviceOpener CPU = precision -> Optional.empty();

  /**
   * Returns a device that the caller closes; empty for the CPU.
   *
   * @param precision of matrix products
   * @throws DeviceException if there is no usable one
   */
  Optional<Device> open(Precision precision);
}
