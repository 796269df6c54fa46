package org.mae4j.engine;

import java.util.HashSet;
import java.util.Set;
import org.mae4j.engine.device.DeviceOperation;
import org.mae4j.engine.device.DeviceOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.PlannedArray;
import org.mae4j.engine.graph.PlannedGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The memory that a plan takes on a device, computed without a device: what {@link DevicePlanCompiler} allocates. */
final class DevicePlanSize {
  private final PlannedGraph graph;
  private final MemoryLayout memory;
  private final Set<String> copies = new HashSet<>();

  /** @param memory places of the values of {@code graph} */
  DevicePlanSize(PlannedGraph graph, MemoryLayout memory) {
    this.graph = graph;
    this.memory = memory;
  }

  /** Returns the bytes of values, a batch of placeholders, copies of constants and parameters, and working memory. */
  long bytes() {
    DeviceOperands operands = new DeviceOperands(graph.fixed(), graph.outputs(), this::placeless);
    long workspace = graph.operations().stream().map(operands::of).map(DeviceOperations::bind)
        .mapToLong(DeviceOperation::workspaceBytes).max().orElse(0);
    graph.outputs().forEach(this::placeless);
    return memory.bytes() + Placeholders.bytes(graph.placeholders().stream().map(this::placeless).toList())
        + copies.stream().mapToLong(name -> DeviceLayout.bytes(graph.fixed().get(name))).sum()
        + Math.max(1, workspace);
  }

  private DeviceArray placeless(String name) {
    if (graph.values().containsKey(name)) {
      PlannedArray value = graph.values().get(name);
      return DeviceArray.of(0, value.type(), value.shape());
    }
    copies.add(name);
    INDArray original = graph.fixed().get(name);
    return DeviceArray.of(0, original.dataType(), original.shape());
  }
}
