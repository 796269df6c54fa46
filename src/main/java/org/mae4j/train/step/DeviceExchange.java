package org.mae4j.train.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.HostMemory;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.RecordedOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.update.MicroBatchSum;
import org.mae4j.engine.device.update.ParameterBlock;

/**
 * Passes gradients from several devices to the first one, always in the same order, and the parameters that it has updated
 * to the others. All goes through memory of the host, so the devices need no connection to each other.
 */
final class DeviceExchange implements AutoCloseable {
  private final DeviceShare first;
  private final List<DeviceShare> others;
  private final int microBatches;
  /** The sums of one of the other devices, or the parameters, on the first device. */
  private final ParameterBlock passed;
  private final MicroBatchSum sum;
  private final List<HostMemory> gradients = new ArrayList<>();
  private final HostMemory parameters;
  private final RecordedOperations gather;
  private final List<RecordedOperations> scatters = new ArrayList<>();
  private final Resources owned;

  /** @param shares of at least two devices; the first one updates the parameters */
  DeviceExchange(List<DeviceShare> shares, int microBatches) {
    this.first = shares.get(0);
    this.others = shares.subList(1, shares.size());
    this.microBatches = microBatches;
    Device device = first.device();
    try (Resources made = new Resources()) {
      this.passed = made.add(new ParameterBlock(device, first.parameters(), microBatches));
      this.sum = made.add(new MicroBatchSum(device, passed.arrays(), first.sums().arrays()));
      this.parameters = made.add(device.allocateOnHost(passed.bytes()));
      this.gather = made.add(copies(device, first.parameters(), passed.arrays()));
      for (DeviceShare other : others) {
        gradients.add(made.add(device.allocateOnHost(passed.bytes())));
        scatters.add(made.add(copies(other.device(), other.sums().arrays(), other.parameters())));
      }
      // They read memory of the host that the first device frees.
      made.add(() -> others.forEach(other -> other.device().synchronize()));
      this.owned = made.keep();
    }
  }

  private static RecordedOperations copies(Device device, List<DeviceArray> sources, List<DeviceArray> targets) {
    return new RecordedOperations(device, () -> IntStream.range(0, sources.size())
        .forEach(i -> device.copy(sources.get(i).address(), targets.get(i).address(), sources.get(i).bytes())));
  }

  /** Adds the gradients and losses of the other devices to those of the first one, and makes their means. */
  void collect() {
    for (int i = 0; i < others.size(); i++) {
      others.get(i).sums().download(gradients.get(i).pointer());
      passed.uploadLater(gradients.get(i).pointer());
      for (int microBatch = i + 1; microBatch < microBatches; microBatch += others.size() + 1) {
        first.device().copy(passed.loss(microBatch), first.sums().loss(microBatch), Float.BYTES);
      }
      sum.add(false, i == others.size() - 1 ? 1f / microBatches : 1);
    }
  }

  /** Passes the parameters of the first device to the others. */
  void distribute() {
    gather.run();
    passed.download(parameters.pointer());
    for (int i = 0; i < others.size(); i++) {
      others.get(i).sums().uploadLater(parameters.pointer());
      scatters.get(i).run();
    }
  }

  /** Returns the sum that makes the mean gradients. */
  MicroBatchSum sum() {
    return sum;
  }

  /** Returns the memory on the first device. */
  long bytes() {
    return passed.bytes() + sum.bytes();
  }

  @Override
  public void close() {
    owned.close();
  }
}
