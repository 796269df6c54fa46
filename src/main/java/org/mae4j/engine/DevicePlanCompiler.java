package org.mae4j.engine;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceMemory;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.DeviceOperation;
import org.mae4j.engine.device.DeviceOperations;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.OperationCost;
import org.mae4j.engine.graph.PlannedGraph;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Puts the ordered operations of a graph onto a device. */
final class DevicePlanCompiler {
  private final Device device;
  private final PlannedGraph graph;
  private final long bytes;
  private final DeviceLayout layout;

  /** @param memory places of the values of {@code graph} */
  DevicePlanCompiler(Device device, PlannedGraph graph, MemoryLayout memory) {
    this.device = device;
    this.graph = graph;
    this.bytes = memory.bytes();
    this.layout = new DeviceLayout(device, memory);
  }

  /**
   * Binds the operations; frees everything if one cannot run on a device.
   *
   * @param renamed names in the plan of outputs that have another name in the graph
   */
  DevicePlan compile(Map<String, String> renamed) {
    synchronized (device) {
      try (Resources made = new Resources()) {
        made.add(layout);
        List<PlannedOp> operations = bind();
        Map<String, DeviceArray> fed = new HashMap<>();
        graph.placeholders().forEach(name -> fed.put(name, array(name)));
        Map<String, DeviceArray> results = new LinkedHashMap<>();
        graph.outputs().forEach(name -> results.put(renamed.getOrDefault(name, name), array(name)));
        DevicePlan plan = new DevicePlan(device, layout, operations, fed, results, bytes);
        made.keep();
        return plan;
      }
    }
  }

  private List<PlannedOp> bind() {
    DeviceOperands operands = new DeviceOperands(graph.fixed(), graph.outputs(), this::array);
    List<SameDiffOp> planned = graph.operations();
    List<DeviceOperation> bound = planned.stream().map(operands::of).map(DeviceOperations::bind).toList();
    long workspace = workspace(bound);
    return IntStream.range(0, bound.size()).mapToObj(i -> launched(planned.get(i), bound.get(i), workspace)).toList();
  }

  private DeviceArray array(String name) {
    return graph.values().containsKey(name) ? layout.array(graph.values().get(name))
        : layout.copy(name, graph.fixed().get(name));
  }

  /** Returns the address of memory that is large enough for each of the operations. */
  private long workspace(List<DeviceOperation> bound) {
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
    return graph.fixed().containsKey(name) ? DeviceLayout.bytes(graph.fixed().get(name))
        : graph.values().get(name).storedBytes();
  }

  private Stream<long[]> shapes(List<String> names) {
    return names.stream().map(name -> graph.values().containsKey(name) ? graph.values().get(name).shape()
        : graph.fixed().get(name).shape());
  }
}
