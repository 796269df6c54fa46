package org.mae4j.experiment.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mae4j.backend.device.DeviceGroup;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.config.ExperimentConfig;

/**
 * A command of the user.
 *
 * @param started time of the start
 * @param arguments words of the command line without the name of the program
 * @param livePages address of the live pages that the command serves; empty if it serves none
 * @param listener listener of the run that the command starts
 * @param devices opens what computes the plans of the run
 */
public record Invocation(Instant started, List<String> arguments, Optional<String> livePages, RunListener listener,
    DeviceOpener devices) {
  public Invocation {
    arguments = List.copyOf(arguments);
  }

  /** Creates a command that serves no live pages and whose run nobody observes, on the CPU. */
  public Invocation(Instant started, List<String> arguments) {
    this(started, arguments, Optional.empty(), RunListener.NONE, DeviceOpener.CPU);
  }

  /** Returns this command with a listener of its run. */
  public Invocation observedBy(RunListener other) {
    return new Invocation(started, arguments, livePages, other, devices);
  }

  /** Returns this command with the address of its live pages. */
  public Invocation withLivePages(Optional<String> address) {
    return new Invocation(started, arguments, address, listener, devices);
  }

  /**
   * Opens the devices of the run, which the caller closes. A run takes all of them; one of several at the same time takes
   * one.
   *
   * @throws org.mae4j.backend.device.DeviceException if there is no usable one
   */
  public DeviceGroup openDevices(ExperimentConfig config) {
    Precision precision = config.compute().precision();
    return listener.runs() == 1 ? devices.openAll(precision) : DeviceGroup.of(devices.open(precision));
  }

  /** Returns this command with what computes its plans. */
  public Invocation on(DeviceOpener other) {
    return new Invocation(started, arguments, livePages, listener, other);
  }
}
