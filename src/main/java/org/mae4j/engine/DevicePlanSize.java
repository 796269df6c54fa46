package org.mae4j.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mae4j.engine.device.DeviceOperation;
import org.mae4j.engine.device.DeviceOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.PlannedArray;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory that a plan takes on a device, computed without a device: what {@link DevicePlanCompiler} allocates. */
final class DevicePlanSize {
  private final MemoryLayout memory;
  private final Map<String, INDArray> fixed;
  private final Map<String, PlannedArray> values;
  private final List<String> outputs;
  private final Set<String> copies = new HashSet<>();

  /**
   * @param memory offsets of {@code values}
   * @param fixed constants, parameters and values that are computed from constants
   * @param outputs names of what the plan computes
   */
  DevicePlanSize(MemoryLayout memory, Map<String, INDArray> fixed, Map<String, PlannedArray> values,
      List<String> outputs) {
    this.memory = memory;
    this.fixed = fixed;
    this.values = values;
    this.outputs = outputs;
  }

  /**
   * Returns the bytes of values, a batch of placeholders, copies of constants and parameters, and working memory.
   *
   * @param placeholders names of the inputs of the plan
   */
  long bytes(List<SameDiffOp> planned, Set<String> placeholders) {
    DeviceOperands operands = new DeviceOperands(fixed, outputs, this::placeless);
    long workspace = planned.stream().map(operands::of).map(DeviceOperations::bind)
        .mapToLong(DeviceOperation::workspaceBytes).max().orElse(0);
    outputs.forEach(this::placeless);
    return memory.bytes() + Placeholders.bytes(placeholders.stream().map(this::placeless).toList())
        + copies.stream().mapToLong(name -> DeviceLayout.bytes(fixed.get(name))).sum()
        + Math.max(1, workspace);
  }

  private DeviceArray placeless(String name) {
    if (values.containsKey(name)) {
      PlannedArray value = values.get(name);
      return DeviceArray.of(0, value.type(), value.shape());
    }
    copies.add(name);
    return DeviceArray.of(0, fixed.get(name).dataType(), fixed.get(name).shape());
  }
}
