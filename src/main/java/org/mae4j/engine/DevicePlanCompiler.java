package org.mae4j.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.DeviceOperation;
import org.mae4j.engine.device.DeviceOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.OperationCost;
import org.mae4j.engine.graph.PlannedArray;
import org.mae4j.engine.graph.PlannedGraph;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Puts the ordered operations of a graph onto a device. */
final class DevicePlanCompiler {
  private final Device device;
  private final long bytes;
  private final DeviceLayout layout;
  private final Map<String, INDArray> fixed;
  private final Map<String, PlannedArray> values;
  private final List<String> outputs;
  private final List<DeviceOperation> bound = new ArrayList<>();

  /**
   * @param memory offsets of {@code values}
   * @param fixed constants, parameters and values that are computed from constants
   * @param outputs names of what the plan computes
   */
  DevicePlanCompiler(Device device, MemoryLayout memory, Map<String, INDArray> fixed, Map<String, PlannedArray> values,
      List<String> outputs) {
    this.device = device;
    this.bytes = memory.bytes();
    this.layout = new DeviceLayout(device, memory);
    this.fixed = fixed;
    this.values = values;
    this.outputs = outputs;
  }

  /**
   * Binds the operations; frees everything if one cannot run on a device.
   *
   * @param placeholders names of the inputs of the plan
   * @param renamed names in the plan of outputs that have another name in the graph
   */
  DevicePlan compile(List<SameDiffOp> planned, Set<String> placeholders, Map<String, String> renamed) {
    synchronized (device) {
      try (Resources made = new Resources()) {
        made.add(layout);
        DeviceOperands operands = new DeviceOperands(fixed, outputs, this::array);
        planned.forEach(op -> bound.add(DeviceOperations.bind(operands.of(op))));
        long workspace = workspace();
        List<PlannedOp> operations = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
          operations.add(launched(planned.get(i), bound.get(i), workspace));
        }
        Map<String, DeviceArray> fed = new HashMap<>();
        placeholders.forEach(name -> fed.put(name, array(name)));
        Map<String, DeviceArray> results = new LinkedHashMap<>();
        outputs.forEach(name -> results.put(renamed.getOrDefault(name, name), array(name)));
        DevicePlan plan = new DevicePlan(device, layout, operations, fed, results, bytes);
        made.keep();
        return plan;
      }
    }
  }

  private DeviceArray array(String name) {
    return values.containsKey(name) ? layout.array(values.get(name)) : layout.copy(name, fixed.get(name));
  }

  /** Returns the address of memory that is large enough for each of the operations. */
  private long workspace() {
    long largest = bound.stream().mapToLong(DeviceOperation::workspaceBytes).max().orElse(0);
    DeviceMemory memory = layout.allocate(Math.max(1, largest));
    return memory.address();
  }

  private PlannedOp launched(SameDiffOp op, DeviceOperation operation, long workspace) {
    String shapes = PlannedOp.shapes(shapes(PlannedGraph.inputs(op))) + " → "
        + PlannedOp.shapes(shapes(op.getOutputsOfOp()));
    double bytes = Stream.concat(PlannedGraph.inputs(op).stream(), op.getOutputsOfOp().stream())
        .mapToDouble(this::storedBytes).sum();
    return new PlannedOp.Launched(op.getOp().opName(), shapes, new OperationCost(operation.flops(), bytes),
        () -> operation.launch(device, workspace));
  }

  private double storedBytes(String name) {
    return fixed.containsKey(name) ? DeviceLayout.bytes(fixed.get(name)) : values.get(name).storedBytes();
  }

  private Stream<long[]> shapes(List<String> names) {
    return names.stream().map(name -> values.containsKey(name) ? values.get(name).shape() : fixed.get(name).shape());
  }
}
