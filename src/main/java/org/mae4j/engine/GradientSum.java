package org.mae4j.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Mean gradients over micro-batches. Like a plan's, its operations have their arrays in place: ND4J's own arithmetic
 * on arrays makes a native scalar or an argument list at each call, which stays until the garbage collector comes by.
 */
final class GradientSum implements AutoCloseable {
  private final Map<String, INDArray> sums = new LinkedHashMap<>();
  private final INDArray microBatches;
  private final Map<GraphPlan, List<PlannedOp>> set = new LinkedHashMap<>();
  private final Map<GraphPlan, List<PlannedOp>> add = new LinkedHashMap<>();
  private final List<PlannedOp> divide;

  /**
   * @param plans whose outputs are summed
   * @param parameters names of these outputs
   * @param microBatches summands of a mean
   */
  GradientSum(List<GraphPlan> plans, Collection<String> parameters, int microBatches) {
    GraphPlan first = plans.get(0);
    parameters.forEach(name -> sums.put(name, first.output(name).ulike()));
    this.microBatches = Nd4j.scalar(sums.values().iterator().next().dataType(), microBatches);
    for (GraphPlan plan : plans) {
      set.put(plan, operations((name, sum) -> bind(new Assign(), sum, plan.output(name))));
      add.put(plan, operations((name, sum) -> bind(new AddOp(), sum, plan.output(name))));
    }
    this.divide = operations((name, sum) -> bind(new DivOp(), sum, this.microBatches));
  }

  /** Adds the gradients that {@code plan} has computed; the first of a step replace what the last step left. */
  void add(GraphPlan plan, boolean isFirst) {
    (isFirst ? set : add).get(plan).forEach(PlannedOp::run);
  }

  /** Turns the sums into means, once all micro-batches are added. */
  void divide() {
    divide.forEach(PlannedOp::run);
  }

  /** The sums by parameter, or the means. */
  Map<String, INDArray> gradients() {
    return sums;
  }

  private List<PlannedOp> operations(BiFunction<String, INDArray, PlannedOp> operation) {
    return sums.entrySet().stream().map(entry -> operation.apply(entry.getKey(), entry.getValue())).toList();
  }

  private static PlannedOp bind(DynamicCustomOp function, INDArray sum, INDArray operand) {
    return PlannedOp.of(function, new INDArray[] {sum, operand}, new INDArray[] {sum});
  }

  @Override
  public void close() {
    set.values().forEach(operations -> operations.forEach(PlannedOp::close));
    add.values().forEach(operations -> operations.forEach(PlannedOp::close));
    divide.forEach(PlannedOp::close);
    sums.values().forEach(INDArray::close);
    microBatches.close();
  }
}
