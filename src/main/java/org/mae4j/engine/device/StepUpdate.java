package org.mae4j.engine.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.base.Resources;

/**
 * The last part of each training step on a device, for all parameters together: sums of gradients, their norms, clipping,
 * AdamW or Muon, and moving averages. A step whose loss or gradients are not finite changes nothing but the gradients.
 */
public final class StepUpdate implements AutoCloseable {
  /** Bytes of a {@code Report} of {@code parameters.cu}. */
  private static final int REPORT_BYTES = 4 * Double.BYTES;

  private final Device device;
  private final int parameters;
  private final int microBatches;
  private final TableMemory memory;
  private final long table;
  private final int pieces;
  private final long pieceTable;
  private final long firsts;
  private final int piecesOfAdamW;
  private final long pieceTableOfAdamW;
  private final List<MuonMatrices> matrices = new ArrayList<>();
  /** Directions of the last step by the numbers of the parameters that Muon updates. */
  private final Map<Integer, DeviceArray> directions = new HashMap<>();
  private final long squares;
  private final long losses;
  private final long step;
  /** The norms of the parameters, and behind them the report. */
  private final long norms;
  /** Muon needs more than twenty launches for each shape of matrices. */
  private final RecordedOperations recorded;
  private final Resources owned;

  /**
   * Puts the tables of the parameters onto the device.
   *
   * @param microBatches number of micro-batches of a step, at least 1
   */
  public StepUpdate(Device device, List<TrainedArray> trained, int microBatches) {
    this.device = device;
    this.parameters = trained.size();
    this.microBatches = microBatches;
    try (Resources made = new Resources()) {
      this.memory = made.add(new TableMemory(device));
      this.table =
          memory.table(parameters * TrainedArray.BYTES, buffer -> trained.forEach(array -> array.writeTo(buffer)));
      Pieces all = pieces(trained, array -> true);
      this.pieces = all.count();
      this.pieceTable = memory.table(all.bytes(), all::writeTo);
      this.firsts = memory.table((parameters + 1) * Integer.BYTES, all::writeFirstsTo);
      Pieces byAdamW = pieces(trained, array -> !array.byMuon());
      this.piecesOfAdamW = byAdamW.count();
      this.pieceTableOfAdamW = memory.table(Math.max(1, byAdamW.bytes()), byAdamW::writeTo);
      this.squares = memory.allocate((long) pieces * Float.BYTES);
      this.losses = memory.allocate((long) microBatches * Float.BYTES);
      this.step = memory.allocate(StepScalars.BYTES);
      this.norms = memory.allocate((long) parameters * Double.BYTES + REPORT_BYTES);
      this.recorded = made.add(new RecordedOperations(device, this::launch));
      groups(trained).values().forEach(members -> addMatrices(members, trained.get(members.get(0)).values()));
      this.owned = made.keep();
    }
  }

  private void addMatrices(List<Integer> members, DeviceArray like) {
    MuonMatrices group = new MuonMatrices(device, memory, table, members, like);
    matrices.add(group);
    IntStream.range(0, members.size()).forEach(i -> directions.put(members.get(i), group.direction(i)));
  }

  private static Pieces pieces(List<TrainedArray> trained, Predicate<TrainedArray> chosen) {
    List<Integer> numbers =
        IntStream.range(0, trained.size()).filter(i -> chosen.test(trained.get(i))).boxed().toList();
    return new Pieces(numbers, numbers.stream().map(i -> trained.get(i).values().length()).toList());
  }

  /** Returns the numbers of the matrices that Muon updates, by shape. */
  private static Map<List<Long>, List<Integer>> groups(List<TrainedArray> trained) {
    Map<List<Long>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      if (trained.get(i).byMuon()) {
        groups.computeIfAbsent(trained.get(i).values().shape(), shape -> new ArrayList<>()).add(i);
      }
    }
    return groups;
  }

  /** Copies the numbers of the next step to the device. */
  public void begin(StepScalars scalars) {
    memory.upload(step, StepScalars.BYTES, scalars::writeTo);
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
    KernelFile.OPTIMIZER.launch(device, "add_gradients", LaunchShape.of(pieces, Pieces.THREADS), table, pieceTable,
        microBatch == 0 ? 1 : 0, factor, squares);
  }

  /** Updates parameters, moments and averages, after all micro-batches were added. */
  public void apply() {
    recorded.run();
  }

  private void launch() {
    KernelFile.OPTIMIZER.launch(device, "decide", LaunchShape.of(1, Pieces.THREADS), parameters, firsts, squares,
        microBatches, losses, step, norms, report());
    if (piecesOfAdamW > 0) {
      KernelFile.OPTIMIZER.launch(device, "adamw", LaunchShape.of(piecesOfAdamW, Pieces.THREADS), table,
          pieceTableOfAdamW, step, report());
    }
    matrices.forEach(group -> group.update(step, report()));
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

  /**
   * Returns the direction in which Muon moved a parameter in the last step, before the learning rate; the next step
   * overwrites it.
   *
   * @param parameter its number
   * @return empty if AdamW updates the parameter
   */
  public Optional<DeviceArray> direction(int parameter) {
    return Optional.ofNullable(directions.get(parameter));
  }

  /** Returns the bytes of the tables, and of the matrices that Muon works with. */
  public long bytes() {
    return memory.bytes();
  }

  @Override
  public void close() {
    owned.close();
  }
}
