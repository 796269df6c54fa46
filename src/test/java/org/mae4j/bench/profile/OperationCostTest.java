package org.mae4j.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mae4j.bench.MicroBatchPlan;
import org.mae4j.bench.Workload;
import org.mae4j.bench.Workloads;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.graph.OperationCost;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.emulation.CompiledLibrary;
import org.mae4j.testing.emulation.EmulatedDevice;

/** The costs of the operations of a plan on a device. */
class OperationCostTest {
  private static final Pattern GRADIENT = Pattern.compile(".*(_gradient|_bp)");

  private final Workload workload = Workloads.small(1);
  private EmulatedDevice device;
  private Parameters parameters;
  private GraphPlan plan;

  @BeforeEach
  void compile() {
    CompiledLibrary.assumeCompiler();
    device = new EmulatedDevice();
    parameters = workload.initialParameters();
    plan = MicroBatchPlan.of(workload, parameters, device);
  }

  @AfterEach
  void close() {
    if (plan != null) {
      plan.close();
      parameters.close();
      device.close();
    }
  }

  @Test
  void productsOfTheForwardPassAreThoseOfTheSummary() {
    ModelSummary summary = ModelSummary.pretraining(workload.config().model(), workload.grid(),
        workload.batch().microBatch());
    assertEquals(summary.inferenceFlops(), flops(GRADIENT.asMatchPredicate().negate()));
  }

  /** Two products for each of the forward pass, and the weights of attention again. */
  @Test
  void gradientsHaveTwiceTheProductsAndTheWeightsOfAttentionAgain() {
    double attention = flops(kind -> kind.equals("mae4j_attention"));
    assertEquals(2 * flops(GRADIENT.asMatchPredicate().negate()) + attention / 2,
        flops(GRADIENT.asMatchPredicate()));
  }

  @Test
  void bytesAreThoseOfTheArrays() {
    List<PlannedOp.Launched> norms = launched().stream().filter(op -> op.kind().equals("mae4j_bias_gelu")).toList();
    assertFalse(norms.isEmpty());
    for (PlannedOp.Launched op : norms) {
      double values = Arrays.stream(op.shapes().split(", | → "))
          .mapToDouble(shape -> Arrays.stream(shape.split("×")).mapToInt(Integer::parseInt).reduce(1, (a, b) -> a * b))
          .sum();
      assertEquals(Float.BYTES * values, op.cost().bytes(), op.shapes());
    }
  }

  @Test
  void theLongerOfTwoTimesIsTheLimit() {
    DeviceLimits limits = new DeviceLimits(10, 100);
    assertEquals(5, limits.millis(new OperationCost(50, 50)));
    assertEquals(2, limits.millis(new OperationCost(5, 200)));
  }

  private double flops(Predicate<String> kinds) {
    return launched().stream().filter(op -> kinds.test(op.kind())).mapToDouble(op -> op.cost().flops()).sum();
  }

  private List<PlannedOp.Launched> launched() {
    return plan.operations().stream().map(PlannedOp.Launched.class::cast).toList();
  }
}
