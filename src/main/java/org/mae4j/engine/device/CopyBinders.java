package org.mae4j.engine.device;

import java.util.Map;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.device.kernel.Elementwise;
import org.mae4j.engine.device.kernel.Iteration;
import org.mae4j.engine.device.kernel.Slice;
import org.mae4j.engine.graph.PlannedGraph;

/** Operations that copy elements to other places. */
final class CopyBinders {
  private CopyBinders() {}

  static void addTo(Map<String, OperationBinder> binders) {
    PlannedGraph.VIEWS.forEach(kind -> binders.put(kind, CopyBinders::whole));
    binders.put("permute", CopyBinders::permute);
    binders.put("strided_slice", CopyBinders::slice);
    binders.put("strided_slice_bp", CopyBinders::sliceGradient);
    binders.put("concat", CopyBinders::concat);
    binders.put("concat_bp", CopyBinders::concatGradient);
  }

  /** A view of a fixed array, for which a plan has no view. */
  private static DeviceOperation whole(Operands operands) {
    long bytes = operands.output(0).bytes();
    return (device, workspace) -> device.copy(operands.input(0).address(), operands.output(0).address(), bytes);
  }

  private static DeviceOperation permute(Operands operands) {
    int[] sizes = Iteration.sizes(operands.output(0));
    int[] from = Iteration.dense(Iteration.sizes(operands.input(0)));
    long[] order = operands.integers();
    int[] strides = IntStream.range(0, sizes.length).map(i -> from[(int) order[i]]).toArray();
    Iteration iteration = Iteration.of(sizes, strides, Iteration.dense(sizes));
    return (device, workspace) -> copy(device, operands.output(0), iteration, operands.input(0).address(),
        operands.output(0).address());
  }

  private static DeviceOperation slice(Operands operands) {
    DeviceArray whole = operands.input(0);
    DeviceArray part = operands.output(0);
    Slice slice = Slice.of(operands.integers(), whole);
    Iteration iteration = Iteration.of(slice.sizes(), slice.strides(), Iteration.dense(slice.sizes()));
    return (device, workspace) -> copy(device, part, iteration, slice.address(whole), part.address());
  }

  private static DeviceOperation sliceGradient(Operands operands) {
    DeviceArray whole = operands.output(0);
    DeviceArray part = operands.input(1);
    Slice slice = Slice.of(operands.integers(), whole);
    Iteration iteration = Iteration.of(slice.sizes(), Iteration.dense(slice.sizes()), slice.strides());
    return (device, workspace) -> {
      device.fill(whole.address(), (long) whole.length() * Float.BYTES);
      copy(device, part, iteration, part.address(), slice.address(whole));
    };
  }

  private static DeviceOperation concat(Operands operands) {
    DeviceArray whole = operands.output(0);
    int axis = axis(operands, whole);
    return (device, workspace) -> {
      int from = 0;
      for (DeviceArray part : operands.inputs()) {
        Slice slice = Slice.along(axis, from, part, whole);
        copy(device, part, Iteration.of(slice.sizes(), Iteration.dense(slice.sizes()), slice.strides()),
            part.address(), slice.address(whole));
        from += part.size(axis);
      }
    };
  }

  private static DeviceOperation concatGradient(Operands operands) {
    DeviceArray whole = operands.input(operands.inputs().size() - 1);
    int axis = axis(operands, whole);
    return (device, workspace) -> {
      int from = 0;
      for (DeviceArray part : operands.outputs()) {
        Slice slice = Slice.along(axis, from, part, whole);
        copy(device, part, Iteration.of(slice.sizes(), slice.strides(), Iteration.dense(slice.sizes())),
            slice.address(whole), part.address());
        from += part.size(axis);
      }
    };
  }

  private static int axis(Operands operands, DeviceArray whole) {
    return Math.floorMod(Math.toIntExact(operands.integers()[0]), whole.rank());
  }

  private static void copy(Device device, DeviceArray like, Iteration iteration, long source, long target) {
    Elementwise.map(device, like.isFloat() ? "copy" : "copy_integers", iteration, source, target, 0);
  }
}
