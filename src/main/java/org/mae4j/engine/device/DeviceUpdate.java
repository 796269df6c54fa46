package org.mae4j.engine.device;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.LaunchShape;

/**
 * The end of a training step for all parameters: the sum of the gradients of micro-batches, their norms, clipping, AdamW
 * and the moving average, in a few launches that can be recorded.
 *
 * <p>A step calls {@link #write}, then for each micro-batch the plan, a copy of its loss to {@link #lossAddress} and
 * {@link #addGradients}, then {@link #update} and {@link #report}. {@code write} and {@code report} cannot be recorded,
 * the others can. If loss or gradients are not finite, the update changes nothing.
 */
public final class DeviceUpdate implements AutoCloseable {
  /** Values that a block updates, as in {@code optimizer.cu}. */
  private static final int PIECE = 4096;
  private static final int THREADS = 256;
  /** Values of the structure {@code Report}. */
  private static final int REPORTED = 4;

  private final Device device;
  private final int count;
  private final int pieceCount;
  private final int microBatches;
  private final List<DeviceMemory> memory = new ArrayList<>();
  private final long parameters;
  private final long pieces;
  private final long firsts;
  private final long squares;
  private final long losses;
  private final long numbers;
  private final long report;

  /**
   * Creates the tables of the parameters on the device.
   *
   * @param arrays in the order of the reported norms; they outlive this
   * @param microBatches number of micro-batches of a step, at least 1
   */
  public DeviceUpdate(Device device, List<TrainedArray> arrays, int microBatches) {
    this.device = device;
    this.count = arrays.size();
    this.microBatches = microBatches;
    List<Integer> table = new ArrayList<>();
    int[] first = new int[count + 1];
    for (int i = 0; i < count; i++) {
      for (int from = 0; from < arrays.get(i).length(); from += PIECE) {
        table.addAll(List.of(i, from));
      }
      first[i + 1] = table.size() / 2;
    }
    this.pieceCount = first[count];
    this.parameters = upload(arrays.stream().flatMapToLong(DeviceUpdate::structure).toArray());
    this.pieces = upload(table.stream().mapToInt(Integer::intValue).toArray());
    this.firsts = upload(first);
    this.squares = allocate((long) pieceCount * Float.BYTES);
    this.losses = allocate((long) microBatches * Float.BYTES);
    this.numbers = allocate((long) UpdateNumbers.COUNT * Double.BYTES);
    this.report = allocate((long) (REPORTED + count) * Double.BYTES);
  }

  /** Returns the members of the structure {@code Parameter}. */
  private static LongStream structure(TrainedArray array) {
    return LongStream.of(array.values(), array.computed(), array.gradient(), array.first(),
        array.second(), array.average(), array.length(), Double.doubleToRawLongBits(array.decay()),
        Double.doubleToRawLongBits(array.rate()));
  }

  private long allocate(long bytes) {
    DeviceMemory allocated = device.allocate(bytes);
    memory.add(allocated);
    return allocated.address();
  }

  private long upload(long[] values) {
    long address = allocate((long) values.length * Long.BYTES);
    try (LongPointer host = new LongPointer(values)) {
      device.upload(host, address, (long) values.length * Long.BYTES);
      device.synchronize();
    }
    return address;
  }

  private long upload(int[] values) {
    long address = allocate((long) values.length * Integer.BYTES);
    try (IntPointer host = new IntPointer(values)) {
      device.upload(host, address, (long) values.length * Integer.BYTES);
      device.synchronize();
    }
    return address;
  }

  /** Copies the numbers of the next update to the device. */
  public void write(UpdateNumbers next) {
    try (DoublePointer host = new DoublePointer(next.values())) {
      device.upload(host, numbers, (long) UpdateNumbers.COUNT * Double.BYTES);
      device.synchronize();
    }
  }

  /** Returns the address of a float: the loss of micro-batch {@code number} of the step, which the caller writes. */
  public long lossAddress(int number) {
    return losses + (long) number * Float.BYTES;
  }

  /** Adds the gradients of micro-batch {@code number}; the last one makes a mean of the sum. */
  public void addGradients(int number) {
    boolean last = number == microBatches - 1;
    KernelFile.OPTIMIZER.launch(device, "add_gradients", LaunchShape.of(pieceCount, THREADS), parameters, pieces,
        number == 0 ? 1 : 0, last ? (float) (1.0 / microBatches) : 1f, squares);
  }

  /** Updates the parameters, their moments and averages. */
  public void update() {
    KernelFile.OPTIMIZER.launch(device, "decide", LaunchShape.of(1, THREADS), count, firsts, squares, microBatches,
        losses, numbers, report + (long) REPORTED * Double.BYTES, report);
    KernelFile.OPTIMIZER.launch(device, "adamw", LaunchShape.of(pieceCount, THREADS), parameters, pieces, numbers,
        report);
  }

  /** Waits for the step and returns what it found. */
  public UpdateReport report() {
    double[] values = new double[REPORTED + count];
    try (DoublePointer host = new DoublePointer(values.length)) {
      device.download(report, host, (long) values.length * Double.BYTES);
      host.get(values);
    }
    List<Double> norms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      norms.add(values[REPORTED + i]);
    }
    return new UpdateReport(values[0], norms, values[2], values[3] != 0);
  }

  @Override
  public void close() {
    memory.forEach(DeviceMemory::close);
  }
}
