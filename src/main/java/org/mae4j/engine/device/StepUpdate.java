package org.mae4j.engine.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.backend.device.LaunchShape;

/**
 * The end of the steps of a training on a device, for all parameters together: sums of gradients, their norms, clipping,
 * AdamW and moving averages. A step whose loss or gradients are not finite changes nothing but the gradients.
 */
public final class StepUpdate implements AutoCloseable {
  /** Values of a piece, and threads of a block, as in {@code optimizer.cu}. */
  private static final int PIECE = 4096;
  private static final int THREADS = 256;
  /** Bytes of a {@code Piece} and of a {@code Report} of {@code optimizer.cu}. */
  private static final int PIECE_BYTES = 2 * Integer.BYTES;
  private static final int REPORT_BYTES = 4 * Double.BYTES;

  private final Device device;
  private final int parameters;
  private final int microBatches;
  private final int pieces;
  private final List<DeviceMemory> owned = new ArrayList<>();
  private final long table;
  private final long pieceTable;
  private final long firsts;
  private final long squares;
  private final long losses;
  private final long step;
  /** The norms of the parameters, and behind them the report. */
  private final long norms;

  /**
   * Puts the tables of the parameters onto the device.
   *
   * @param microBatches number of micro-batches of a step, at least 1
   */
  public StepUpdate(Device device, List<TrainedArray> trained, int microBatches) {
    this.device = device;
    this.parameters = trained.size();
    this.microBatches = microBatches;
    this.pieces = trained.stream().mapToInt(StepUpdate::pieces).sum();
    this.table = table(parameters * TrainedArray.BYTES, buffer -> trained.forEach(array -> array.writeTo(buffer)));
    this.pieceTable = table(pieces * PIECE_BYTES, buffer -> writePieces(trained, buffer));
    this.firsts = table((parameters + 1) * Integer.BYTES, buffer -> writeFirsts(trained, buffer));
    this.squares = allocate((long) pieces * Float.BYTES);
    this.losses = allocate((long) microBatches * Float.BYTES);
    this.step = allocate(StepScalars.BYTES);
    this.norms = allocate((long) parameters * Double.BYTES + REPORT_BYTES);
  }

  private static int pieces(TrainedArray array) {
    return KernelFile.blocks(array.values().length(), PIECE);
  }

  private static void writePieces(List<TrainedArray> trained, ByteBuffer buffer) {
    for (int i = 0; i < trained.size(); i++) {
      for (int from = 0; from < trained.get(i).values().length(); from += PIECE) {
        buffer.putInt(i).putInt(from);
      }
    }
  }

  private static void writeFirsts(List<TrainedArray> trained, ByteBuffer buffer) {
    int first = 0;
    for (TrainedArray array : trained) {
      buffer.putInt(first);
      first += pieces(array);
    }
    buffer.putInt(first);
  }

  private long allocate(long bytes) {
    DeviceMemory memory = device.allocate(bytes);
    owned.add(memory);
    return memory.address();
  }

  private long table(int bytes, Consumer<ByteBuffer> writer) {
    long address = allocate(bytes);
    upload(address, bytes, writer);
    return address;
  }

  private void upload(long address, int bytes, Consumer<ByteBuffer> writer) {
    try (BytePointer host = new BytePointer(bytes)) {
      writer.accept(host.asByteBuffer().order(ByteOrder.nativeOrder()));
      device.upload(host, address, bytes);
    }
  }

  /** Copies the numbers of the next step to the device. */
  public void begin(StepScalars scalars) {
    upload(step, StepScalars.BYTES, scalars::writeTo);
  }

  /**
   * Adds the gradients and the loss of a micro-batch; the last one makes their mean.
   *
   * @param microBatch number within the step, from 0
   * @param loss of the micro-batch, a scalar
   */
  public void add(int microBatch, DeviceArray loss) {
    device.copy(loss.address(), losses + (long) microBatch * Float.BYTES, Float.BYTES);
    float factor = microBatch == microBatches - 1 ? 1f / microBatches : 1;
    KernelFile.OPTIMIZER.launch(device, "add_gradients", LaunchShape.of(pieces, THREADS), table, pieceTable,
        microBatch == 0 ? 1 : 0, factor, squares);
  }

  /** Updates parameters, moments and averages, after all micro-batches were added. */
  public void apply() {
    KernelFile.OPTIMIZER.launch(device, "decide", LaunchShape.of(1, THREADS), parameters, firsts, squares, microBatches,
        losses, step, norms, report());
    KernelFile.OPTIMIZER.launch(device, "adamw", LaunchShape.of(pieces, THREADS), table, pieceTable, step, report());
  }

  private long report() {
    return norms + (long) parameters * Double.BYTES;
  }

  /** Waits for the step and returns its loss and norms. */
  public StepResult result() {
    int bytes = parameters * Double.BYTES + REPORT_BYTES;
    try (BytePointer host = new BytePointer(bytes)) {
      device.download(norms, host, bytes);
      ByteBuffer buffer = host.asByteBuffer().order(ByteOrder.nativeOrder());
      double[] squaredNorms = new double[parameters];
      for (int i = 0; i < parameters; i++) {
        squaredNorms[i] = buffer.getDouble();
      }
      return new StepResult(buffer.getDouble(), squaredNorms);
    }
  }

  /** Returns the bytes of the tables. */
  public long bytes() {
    return owned.stream().mapToLong(DeviceMemory::bytes).sum();
  }

  @Override
  public void close() {
    owned.forEach(DeviceMemory::close);
  }
}
