package org.mae4j.backend.device;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.Resources;

/**
 * Devices of one kind that compute a command together: a training divides the micro-batches of a step among them, the first
 * one does all other work.
 *
 * @param devices in order; empty for the CPU
 */
public record DeviceGroup(List<Device> devices) implements AutoCloseable {
  /** The CPU, which is no device. */
  public static final DeviceGroup CPU = new DeviceGroup(List.of());

  public DeviceGroup {
    devices = List.copyOf(devices);
  }

  /** Returns the group of one device, or of none. */
  public static DeviceGroup of(Optional<Device> device) {
    return new DeviceGroup(device.stream().toList());
  }

  /** Returns the device that does what is not divided; empty for the CPU. */
  public Optional<Device> first() {
    return devices.stream().findFirst();
  }

  /** Returns the name of the devices, such as {@code NVIDIA H100} or {@code 2 × NVIDIA H100}; empty for the CPU. */
  public Optional<String> name() {
    return first().map(device -> devices.size() == 1 ? device.name() : devices.size() + " × " + device.name());
  }

  /** Returns the memory of the device that has the least free memory; empty for the CPU. */
  public Optional<MemorySpace> memory() {
    return devices.stream().map(Device::memory).min(Comparator.comparingLong(MemorySpace::free));
  }

  /** Closes all devices. */
  @Override
  public void close() {
    try (Resources opened = new Resources()) {
      devices.forEach(opened::add);
    }
  }
}
