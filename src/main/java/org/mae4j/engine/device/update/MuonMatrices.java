package org.mae4j.engine.device.update;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.LaunchShape;
import org.mae4j.backend.device.ProductShape;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.KernelFile;
import org.mae4j.ops.update.MuonUpdate;
import org.mae4j.ops.update.NewtonSchulz;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Steps of {@link MuonUpdate} for matrices of one shape, whose Newton–Schulz iterations are products of all of them
 * together. An iteration replaces X as in {@link NewtonSchulz} by {@code (a·I + b·G + c·G²)·X}, G = X·Xᵀ, or, for
 * matrices that are not wide, by {@code X·(a·I + b·G + c·G²)}, G = Xᵀ·X.
 */
final class MuonMatrices {
  private final Device device;
  private final long parameters;
  private final int count;
  private final int rows;
  private final int columns;
  private final Pieces pieces;
  private final long members;
  private final long pieceTable;
  private final long squares;
  /** X before and after an iteration, {@code [count, rows, columns]} each. */
  private final long[] matrices;
  /** G, {@code [count, side, side]}. */
  private final long gram;
  /** The polynomial of G, {@code [count, side, side]}. */
  private final long polynomial;

  /**
   * @param memory that the matrices take
   * @param parameters address of the table of all parameters
   * @param members numbers of the matrices in the table
   * @param like one of them
   */
  MuonMatrices(Device device, TableMemory memory, long parameters, List<Integer> members, DeviceArray like) {
    this.device = device;
    this.parameters = parameters;
    this.count = members.size();
    this.rows = like.rows();
    this.columns = like.width();
    this.pieces = new Pieces(IntStream.range(0, count).boxed().toList(), Collections.nCopies(count, like.length()));
    this.members = memory.table(count * Integer.BYTES, buffer -> members.forEach(buffer::putInt));
    this.pieceTable = memory.table(pieces.bytes(), pieces::writeTo);
    this.squares = memory.allocate((long) pieces.count() * Float.BYTES);
    long bytes = (long) count * like.length() * Float.BYTES;
    this.matrices = new long[] {memory.allocate(bytes), memory.allocate(bytes)};
    this.gram = memory.allocate((long) count * side() * side() * Float.BYTES);
    this.polynomial = memory.allocate((long) count * side() * side() * Float.BYTES);
  }

  private int side() {
    return Math.min(rows, columns);
  }

  private boolean wide() {
    return rows < columns;
  }

  /**
   * Updates the matrices, unless the report says that the step is not applied.
   *
   * @param step address of a {@code Step} of {@code parameters.cu}
   * @param report address of a {@code Report}
   */
  void update(long step, long report) {
    LaunchShape shape = LaunchShape.of(pieces.count(), KernelFile.THREADS);
    KernelFile.MUON.launch(device, "muon_momentum", shape, parameters, members, pieceTable, step, report,
        matrices[0], squares);
    KernelFile.MUON.launch(device, "muon_normalize", shape, rows * columns, Pieces.count(rows * columns), squares,
        matrices[0]);
    for (int i = 0; i < NewtonSchulz.ITERATIONS; i++) {
      iterate(matrices[i % 2], matrices[(i + 1) % 2]);
    }
    KernelFile.MUON.launch(device, "muon_apply", shape, parameters, members, pieceTable,
        (float) (MuonUpdate.ROOT_MEAN_SQUARE * Math.sqrt(Math.max(rows, columns))), step, report,
        result());
  }

  private void iterate(long from, long to) {
    multiply(side(), side(), wide() ? columns : rows, !wide(), wide(), 1, from, from, gram);
    multiply(side(), side(), side(), false, false, (float) NewtonSchulz.QUINTIC, gram, gram, polynomial);
    int values = count * side() * side();
    KernelFile.MUON.launch(device, "muon_polynomial", values, values, side(), (float) NewtonSchulz.LINEAR,
        (float) NewtonSchulz.CUBIC, gram, polynomial);
    if (wide()) {
      multiply(rows, columns, side(), false, false, 1, polynomial, from, to);
    } else {
      multiply(rows, columns, side(), false, false, 1, from, polynomial, to);
    }
  }

  /** Computes {@code c = factor · op(a) · op(b)} of matrices without gaps, for all members. */
  private void multiply(int height, int width, int inner, boolean transposeA, boolean transposeB, float factor, long a,
      long b, long c) {
    device.multiply(new ProductShape(height, width, inner, transposeA, transposeB, transposeA ? height : inner,
        transposeB ? inner : width, width, factor, 0, count, (long) height * inner, (long) inner * width,
        (long) height * width), a, b, c);
  }

  /** Returns the orthogonalized momentum of the matrix {@code member} in the last step; the next step overwrites it. */
  DeviceArray direction(int member) {
    long offset = (long) member * rows * columns * Float.BYTES;
    return DeviceArray.of(result() + offset, DataType.FLOAT, rows, columns);
  }

  private long result() {
    return matrices[NewtonSchulz.ITERATIONS % 2];
  }
}
