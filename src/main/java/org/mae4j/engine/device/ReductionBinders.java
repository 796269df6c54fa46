package org.mae4j.engine.device;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.Elementwise;
import org.mae4j.engine.device.kernel.Iteration;
import org.mae4j.engine.device.kernel.Sum;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.ReduceOp;

/** Sums and means over dimensions, and their gradients. */
final class ReductionBinders {
  /** Means all dimensions in an operation of ND4J's older kind. */
  private static final int ALL = Integer.MAX_VALUE;

  private ReductionBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    binders.put("reduce_sum", operands -> reduce(operands, false));
    binders.put("reduce_mean", operands -> reduce(operands, true));
    binders.put("reduce_sum_bp", operands -> repeat(operands, false));
    binders.put("reduce_mean_bp", operands -> repeat(operands, true));
  }

  private static DeviceOperation reduce(Operands operands, boolean mean) {
    DeviceArray input = operands.input(0);
    Sum sum = Sum.of(Iteration.sizes(input), reduced(operands));
    double factor = mean ? (double) operands.output(0).length() / input.length() : 1;
    return DeviceOperation.withWorkspace(sum.workspaceBytes(), (device, workspace) -> sum.launch(device,
        input.address(), operands.output(0).address(), workspace, factor));
  }

  /** The gradient of a sum or mean: the gradient of each result for each of its elements. */
  private static DeviceOperation repeat(Operands operands, boolean mean) {
    DeviceArray target = operands.output(0);
    DeviceArray gradient = operands.input(1);
    boolean[] reduced = reduced(operands);
    long[] kept = IntStream.range(0, reduced.length).mapToLong(i -> reduced[i] ? 1 : target.size(i)).toArray();
    Iteration iteration = Elementwise.filling(target, DeviceArray.of(gradient.address(), DataType.FLOAT, kept));
    double factor = mean ? (double) gradient.length() / target.length() : 1;
    return (device, workspace) -> Elementwise.map(device, "scale", iteration, gradient.address(), target.address(),
        factor);
  }

  /** Returns for each dimension of the first input whether it is summed. */
  private static boolean[] reduced(Operands operands) {
    int[] dimensions = operands.function() instanceof ReduceOp reduction ? reduction.dimensions().toIntVector()
        : Arrays.stream(operands.integers()).mapToInt(Math::toIntExact).toArray();
    int rank = operands.input(0).rank();
    boolean[] reduced = new boolean[rank];
    for (int dimension : dimensions) {
      if (dimension != ALL) {
        reduced[Math.floorMod(dimension, rank)] = true;
      }
    }
    if (dimensions.length == 0 || dimensions[0] == ALL) {
      Arrays.fill(reduced, true);
    }
    return reduced;
  }
}
