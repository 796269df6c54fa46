package org.mae4j.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.base.Resources;
import org.mae4j.engine.device.DeviceOperations;
import org.mae4j.engine.graph.MemoryLayout;
import org.mae4j.engine.graph.PlannedArray;
import org.mae4j.engine.graph.PlannedGraph;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compiles a SameDiff graph without control flow to a {@link GraphPlan} of the host or of a device, or finds its size. */
final class PlanCompiler {
  private final PlannedGraph graph;

  PlanCompiler(SameDiff graph, List<String> outputs) {
    this.graph = new PlannedGraph(graph, outputs);
  }

  /** Returns the native memory of the compiled plan in bytes, without the parameters; nothing is allocated. */
  long bytes() {
    return graph.layout().bytes();
  }

  /** Returns the bytes of the plan on a device, with copies of the parameters; nothing is allocated. */
  long deviceBytes() {
    return new DevicePlanSize(graph, deviceLayout()).bytes();
  }

  /**
   * Returns the plan on the CPU.
   *
   * @param renamed names in the plan of outputs that have another name in the graph
   */
  HostPlan compile(Map<String, String> renamed) {
    try (Resources made = new Resources()) {
      MemoryLayout memory = made.add(graph.layout());
      Map<String, INDArray> arrays = new HashMap<>(graph.fixed());
      graph.values().forEach((name, value) -> arrays.put(name, memory.array(value)));
      List<PlannedOp> operations = graph.operations().stream().map(op -> made.add(PlannedOp.of(op.getOp(),
          pick(arrays, PlannedGraph.inputs(op)), pick(arrays, op.getOutputsOfOp())))).toList();
      Map<String, INDArray> results = new HashMap<>();
      graph.outputs().forEach(name -> results.put(renamed.getOrDefault(name, name), arrays.get(name)));
      Map<String, INDArray> fed = new HashMap<>();
      graph.placeholders().forEach(name -> fed.put(name, arrays.get(name)));
      return new HostPlan(operations, fed, results, memory.bytes(), made.keep());
    }
  }

  private static INDArray[] pick(Map<String, INDArray> arrays, List<String> names) {
    return names.stream().map(arrays::get).toArray(INDArray[]::new);
  }

  /**
   * Returns the plan on a device.
   *
   * @param renamed names in the plan of outputs that have another name in the graph
   * @throws UnsupportedOperationException if an operation cannot run there
   */
  DevicePlan compile(Device device, Map<String, String> renamed) {
    return new DevicePlanCompiler(device, graph, deviceLayout()).compile(renamed);
  }

  private MemoryLayout deviceLayout() {
    graph.operations().forEach(this::storeLess);
    return graph.layout();
  }

  /** Leaves out what a device does not store of the outputs of an operation. */
  private void storeLess(SameDiffOp op) {
    List<String> names = op.getOutputsOfOp();
    for (int i = 0; i < names.size(); i++) {
      if (!graph.outputs().contains(names.get(i))) {
        PlannedArray value = graph.values().get(names.get(i));
        value.store(DeviceOperations.storedLength(op.getOp().opName(), i, value.shape()));
      }
    }
  }
}
