package org.mae4j.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mae4j.engine.device.Operands;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.PlannedGraph;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of a graph's operations on a device.
 *
 * @param fixed constants, parameters and values that are computed from constants
 * @param outputs names of what the plan computes
 * @param arrays places of all values by name
 */
record DeviceOperands(Map<String, INDArray> fixed, List<String> outputs, Function<String, DeviceArray> arrays) {

  Operands of(SameDiffOp op) {
    Set<Integer> delivered = new HashSet<>();
    for (int i = 0; i < op.getOutputsOfOp().size(); i++) {
      if (outputs.contains(op.getOutputsOfOp().get(i))) {
        delivered.add(i);
      }
    }
    return new Operands(op.getOp(), all(numeric(op)), all(op.getOutputsOfOp()), delivered);
  }

  /** Returns the inputs without the dimensions and shapes that an operation has among its arguments, too. */
  private List<String> numeric(SameDiffOp op) {
    return PlannedGraph.inputs(op).stream()
        .filter(name -> !fixed.containsKey(name) || fixed.get(name).dataType() != DataType.INT64).toList();
  }

  private List<DeviceArray> all(List<String> names) {
    return names.stream().map(arrays).toList();
  }
}
