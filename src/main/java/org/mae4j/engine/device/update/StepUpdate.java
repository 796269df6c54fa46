package org.mae4j.engine.device.update;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.RecordedOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;

/**
 * The last part of each training step on a device, for all parameters together: norms of the gradients, clipping, AdamW or
 * Muon, and moving averages. A step whose loss or gradients are not finite changes nothing.
 */
public final class StepUpdate implements AutoCloseable {
  /** Bytes of a {@code Report} of {@code parameters.cu}. */
  private static final int REPORT_BYTES = 4 * Double.BYTES;

  private final Device device;
  private final int parameters;
  private final MicroBatchSum sum;
  private final long losses;
  private final int microBatches;
  private final TableMemory memory;
  private final long table;
  private final long firsts;
  private final int piecesOfAdamW;
  private final long pieceTableOfAdamW;
  private final List<MuonMatrices> matrices = new ArrayList<>();
  /** Directions of the last step by the numbers of the parameters that Muon updates. */
  private final Map<Integer, DeviceArray> directions = new HashMap<>();
  private final long step;
  /** The norms of the parameters, and behind them the report. */
  private final long norms;
  /** Muon needs more than twenty launches for each shape of matrices. */
  private final RecordedOperations recorded;
  private final Resources owned;

  /**
   * Puts the tables of the parameters onto the device.
   *
   * @param sum that made the mean gradients
   * @param losses address of the losses of the micro-batches
   * @param microBatches number of micro-batches of a step, at least 1
   */
  public StepUpdate(Device device, List<TrainedArray> trained, MicroBatchSum sum, long losses, int microBatches) {
    this.device = device;
    this.parameters = trained.size();
    this.sum = sum;
    this.losses = losses;
    this.microBatches = microBatches;
    try (Resources made = new Resources()) {
      this.memory = made.add(new TableMemory(device));
      this.table =
          memory.table(parameters * TrainedArray.BYTES, buffer -> trained.forEach(array -> array.writeTo(buffer)));
      this.firsts =
          memory.table((parameters + 1) * Integer.BYTES, Pieces.of(trained, array -> true)::writeFirstsTo);
      Pieces byAdamW = Pieces.of(trained, array -> !array.byMuon());
      this.piecesOfAdamW = byAdamW.count();
      this.pieceTableOfAdamW = memory.table(Math.max(1, byAdamW.bytes()), byAdamW::writeTo);
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

  /** Updates parameters, moments and averages, after the sum has all micro-batches. */
  public void apply() {
    recorded.run();
  }

  private void launch() {
    KernelFile.OPTIMIZER.launch(device, "decide", LaunchShape.of(1, KernelFile.THREADS), parameters, firsts,
        sum.squares(), microBatches, losses, step, norms, report());
    if (piecesOfAdamW > 0) {
      KernelFile.OPTIMIZER.launch(device, "adamw", LaunchShape.of(piecesOfAdamW, KernelFile.THREADS), table,
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
