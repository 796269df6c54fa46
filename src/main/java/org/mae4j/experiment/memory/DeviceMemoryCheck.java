package org.mae4j.experiment.memory;

import java.util.List;
import org.mae4j.backend.device.MemorySpace;
import org.mae4j.base.UserException;
import org.mae4j.base.text.ByteSize;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataSize;

/**
 * Rejects an experiment that would run out of the memory of a device before any work is done. What the device's own
 * libraries take during the run is not known and left out.
 *
 * @param host check of the memory of the host
 * @param device name of the devices
 * @param space memory of the fullest device before the run
 * @param devices number of devices, at least 1: all compute a single run, several runs are dealt out to them
 */
public record DeviceMemoryCheck(MemoryCheck host, String device, MemorySpace space, int devices) {

  /**
   * Returns the memory of the device that the stages take, in order, all of which fit.
   *
   * @throws UserException with a line for each stage that does not fit, and the setting to lower
   */
  public List<StageMemory> require(ExperimentConfig config, DataSize data, List<? extends MemoryNeed> stages) {
    host.requireParameters(config, data);
    MemoryEstimate estimate =
        MemoryEstimate.ofDevice(config, data, devices > 1 && host.runs() == 1, MemoryCheck.FAR * available());
    return host.require(new MicroBatchAdvice(estimate, stages, this::fits), this::problem);
  }

  /** What is free now says nothing about a part for each of several runs, because others may have theirs already. */
  private long available() {
    return host.runs() == 1 ? space.free() : space.total() / runsPerDevice();
  }

  private int runsPerDevice() {
    return (host.runs() + devices - 1) / devices;
  }

  private boolean fits(StageMemory stage) {
    return stage.onDevice() <= available();
  }

  private String problem(StageMemory stage, MicroBatchAdvice advice) {
    String needs = stage.onDevice() >= PlanSizes.UNCOUNTABLE
        ? stage.title() + " has an array of more than 2³¹ − 1 elements, which kernels cannot count"
        : stage.title() + " takes " + ByteSize.gigabytes(stage.onDevice()) + " of the memory of the GPU; " + device
            + " has " + ByteSize.gigabytes(available())
            + (host.runs() == 1 ? " free" : " for each of " + runsPerDevice()
                + " runs");
    return stage.training()
        .map(group -> group.key() + ".batch.microBatch: " + needs + "; " + advice.of(stage, group))
        .orElse("model.encoder.width: " + needs + "; use a smaller width or depth of the model");
  }
}
