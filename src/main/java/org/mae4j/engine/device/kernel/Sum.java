package org.mae4j.engine.device.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.LaunchShape;

/**
 * A sum over some dimensions of an array, in stages: each stage sums one run of dimensions, and a long run is summed in
 * pieces first, for which there are more threads.
 *
 * @param stages at least one
 */
public record Sum(List<SumStage> stages) {
  /** Threads of a block in y. */
  public static final int LANES = 8;
  /** Elements that a warp, or the threads of a column, sum without pieces. */
  private static final int SHORT_ROW = 4096;
  private static final int SHORT_COLUMN = 256;

  /**
   * A sum of {@code [outer, reduced, inner]} to {@code [outer, pieces, inner]}.
   *
   * @param length number of elements of a piece
   */
  record SumStage(int outer, int reduced, int inner, int pieces, int length) {
    int outputs() {
      return Math.multiplyExact(Math.multiplyExact(outer, pieces), inner);
    }

    void launch(Device device, long values, long sums, double factor) {
      if (inner == 1) {
        KernelFile.SUM.launchWarps(device, "sum_rows", outer * pieces, outer, reduced, pieces, length, (float) factor,
            values, sums);
      } else {
        KernelFile.SUM.launch(device, "sum_columns", ofColumns(inner, outer * pieces), outer, reduced, inner, pieces,
            length, (float) factor, values, sums);
      }
    }
  }

  /** Returns the shape of a kernel of {@code lanes.cu}, with {@code pieces} sums of each of {@code columns}. */
  static LaunchShape ofColumns(int columns, int pieces) {
    int blocks = Math.multiplyExact(KernelFile.blocks(columns, KernelFile.WARP), pieces);
    return new LaunchShape(blocks, KernelFile.WARP, LANES);
  }

  /** Returns the sum over the rows of {@code [rows, columns]}: one value for each column. */
  public static Sum ofRows(int rows, int columns) {
    return of(new int[] {rows, columns}, new boolean[] {true, false});
  }

  /** Returns the sum over the dimensions of an array for which {@code reduced} is true. */
  public static Sum of(int[] sizes, boolean[] reduced) {
    List<SumStage> stages = new ArrayList<>();
    int inner = 1;
    int length = 1;
    int outer = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    for (int i = sizes.length - 1; i >= 0; i--) {
      outer /= sizes[i];
      length *= reduced[i] ? sizes[i] : 1;
      boolean ends = i == 0 || !reduced[i - 1] && sizes[i - 1] > 1;
      if (length > 1 && ends) {
        add(stages, outer, length, inner);
        length = 1;
      }
      inner *= reduced[i] ? 1 : sizes[i];
    }
    if (stages.isEmpty()) {
      stages.add(new SumStage(outer, 1, inner, 1, 1));
    }
    return new Sum(List.copyOf(stages));
  }

  private static void add(List<SumStage> stages, int outer, int reduced, int inner) {
    int unsplit = inner == 1 ? SHORT_ROW : SHORT_COLUMN;
    if (reduced <= unsplit) {
      stages.add(new SumStage(outer, reduced, inner, 1, reduced));
    } else {
      int length = (int) Math.ceil(Math.sqrt(reduced));
      int pieces = KernelFile.blocks(reduced, length);
      stages.add(new SumStage(outer, reduced, inner, pieces, length));
      add(stages, outer, pieces, inner);
    }
  }

  /** Returns the size of the memory for the results of all stages but the last. */
  public long workspaceBytes() {
    return stages.stream().limit(stages.size() - 1L).mapToLong(stage -> (long) stage.outputs() * Float.BYTES).sum();
  }

  /**
   * Computes the sum.
   *
   * @param workspace address of {@link #workspaceBytes} bytes
   * @param factor on the sum
   */
  public void launch(Device device, long values, long sums, long workspace, double factor) {
    long from = values;
    long free = workspace;
    for (int i = 0; i < stages.size(); i++) {
      boolean last = i == stages.size() - 1;
      long to = last ? sums : free;
      stages.get(i).launch(device, from, to, last ? factor : 1);
      free += (long) stages.get(i).outputs() * Float.BYTES;
      from = to;
    }
  }
}
