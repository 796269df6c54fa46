package org.mae4j.engine;

import java.util.List;
import java.util.Map;
import org.mae4j.base.Resources;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A plan whose operations ND4J and this project compute one after the other on ND4J's arrays. */
final class HostPlan implements GraphPlan {
  private final List<PlannedOp> operations;
  private final Map<String, INDArray> placeholders;
  private final Map<String, INDArray> outputs;
  private final long bytes;
  private final Resources owned;

  /** @param owned what the plan closes */
  HostPlan(List<PlannedOp> operations, Map<String, INDArray> placeholders, Map<String, INDArray> outputs,
      long bytes, Resources owned) {
    this.operations = List.copyOf(operations);
    this.placeholders = Map.copyOf(placeholders);
    this.outputs = Map.copyOf(outputs);
    this.bytes = bytes;
    this.owned = owned;
  }

  @Override
  public INDArray placeholder(String name) {
    return GraphPlan.require(placeholders, name);
  }

  @Override
  public INDArray output(String name) {
    return GraphPlan.require(outputs, name);
  }

  @Override
  public void run() {
    for (PlannedOp operation : operations) {
      operation.run();
    }
  }

  /** Does nothing: operations read the parameters in place. */
  @Override
  public void refresh() {}

  @Override
  public List<PlannedOp> operations() {
    return operations;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    owned.close();
  }
}
