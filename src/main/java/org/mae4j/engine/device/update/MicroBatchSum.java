package org.mae4j.engine.device.update;

import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;

/** Sums the gradients of all parameters over the micro-batches of a step on a device: a launch for each micro-batch. */
public final class MicroBatchSum implements AutoCloseable {
  private final Device device;
  private final TableMemory memory;
  private final long table;
  private final int pieces;
  private final long pieceTable;
  private final long squares;
  private final Resources owned;

  /**
   * Puts the tables of the gradients onto the device.
   *
   * @param computed gradients that are added, in the order of the parameters
   * @param sums of these gradients
   */
  public MicroBatchSum(Device device, List<DeviceArray> computed, List<DeviceArray> sums) {
    this.device = device;
    List<TrainedArray> trained = IntStream.range(0, sums.size())
        .mapToObj(i -> TrainedArray.summed(computed.get(i), sums.get(i))).toList();
    Pieces all = Pieces.of(trained, array -> true);
    this.pieces = all.count();
    try (Resources made = new Resources()) {
      this.memory = made.add(new TableMemory(device));
      this.table = memory.table(trained.size() * TrainedArray.BYTES,
          buffer -> trained.forEach(array -> array.writeTo(buffer)));
      this.pieceTable = memory.table(all.bytes(), all::writeTo);
      this.squares = memory.allocate((long) pieces * Float.BYTES);
      this.owned = made.keep();
    }
  }

  /**
   * Starts to add gradients that were computed.
   *
   * @param first whether they are the first ones of a step, which replace the sums of the step before
   * @param factor by which the sums are multiplied after that
   */
  public void add(boolean first, float factor) {
    KernelFile.OPTIMIZER.launch(device, "add_gradients", LaunchShape.of(pieces, KernelFile.THREADS), table, pieceTable,
        first ? 1 : 0, factor, squares);
  }

  /** Returns the address of the sums of the squares of each piece after the last {@link #add}. */
  long squares() {
    return squares;
  }

  /** Returns the bytes of the tables. */
  public long bytes() {
    return memory.bytes();
  }

  @Override
  public void close() {
    owned.close();
  }
}
