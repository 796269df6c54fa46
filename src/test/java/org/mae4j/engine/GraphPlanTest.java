package org.mae4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares plans with SameDiff's interpreter, bit by bit, for every operation that the models use. */
class GraphPlanTest {
  private static final List<String> PARAMETERS = List.of("query", "table", "bias", "token");

  private final Random random = new Random(1);
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final Map<String, INDArray> fed = new LinkedHashMap<>();
  private final SameDiff graph = attention();

  @Test
  void outputsMatchInterpreter() {
    INDArray features = graph.output(fed, "features").get("features").dup();
    try (GraphPlan plan = fed(GraphPlan.forward(graph, "features", "loss"))) {
      plan.run();
      assertEquals(features, plan.output("features"));
      assertEquals(graph.output(fed, "loss").get("loss").getFloat(0), plan.output("loss").getFloat(0));
    }
  }

  @Test
  void gradientsMatchInterpreter() {
    Map<String, INDArray> gradients = graph.calculateGradients(fed, PARAMETERS);
    try (GraphPlan plan = fed(GraphPlan.gradients(graph, "loss", PARAMETERS))) {
      plan.run();
      for (String name : PARAMETERS) {
        assertArrayEquals(floats(gradients.get(name)), floats(plan.output(name)), name);
      }
      assertEquals(graph.output(fed, "loss").get("loss").getFloat(0), plan.output("loss").getFloat(0));
    }
  }

  @Test
  void secondRunGivesSameGradients() {
    try (GraphPlan plan = fed(GraphPlan.gradients(graph, "loss", PARAMETERS))) {
      plan.run();
      Map<String, float[]> first = new LinkedHashMap<>();
      PARAMETERS.forEach(name -> first.put(name, floats(plan.output(name))));
      plan.run();
      PARAMETERS.forEach(name -> assertArrayEquals(first.get(name), floats(plan.output(name)), name));
    }
  }

  @Test
  void nextRunUsesChangedParameter() {
    try (GraphPlan plan = fed(GraphPlan.gradients(graph, "loss", PARAMETERS))) {
      plan.run();
      float before = plan.output("loss").getFloat(0);
      arrays.get("bias").addi(0.5);
      plan.run();
      assertNotEquals(before, plan.output("loss").getFloat(0));
      assertEquals(graph.output(fed, "loss").get("loss").getFloat(0), plan.output("loss").getFloat(0));
    }
  }

  @Test
  void nextRunUsesChangedInput() {
    try (GraphPlan plan = fed(GraphPlan.forward(graph, "loss"))) {
      plan.run();
      float before = plan.output("loss").getFloat(0);
      fed.get("rows").assign(Tiny.uniform(random, 1, 6, 4));
      fed(plan).run();
      assertNotEquals(before, plan.output("loss").getFloat(0));
      assertEquals(graph.output(fed, "loss").get("loss").getFloat(0), plan.output("loss").getFloat(0));
    }
  }

  @Test
  void plansWithSharedParametersAreIndependent() {
    try (GraphPlan one = fed(GraphPlan.forward(graph, "loss")); GraphPlan other = GraphPlan.forward(graph, "loss")) {
      other.placeholder("rows").assign(9);
      one.run();
      float alone = one.output("loss").getFloat(0);
      other.run();
      assertEquals(alone, one.output("loss").getFloat(0));
    }
  }

  @Test
  void disjointLifetimesShareMemory() {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      SameDiff model = MaskedAutoencoder.training(parameters, Tiny.model(), new PatchGrid(Tiny.IMAGE, 2),
          new MaskShape(8, 3, 3));
      try (GraphPlan gradients = GraphPlan.gradients(model, "loss", parameters.names());
          GraphPlan forward = GraphPlan.forward(model, "loss")) {
        assertTrue(forward.bytes() < gradients.bytes() / 2, forward.bytes() + " and " + gradients.bytes());
      }
    }
  }

  /** SameDiff encodes a reduction over all dimensions differently from one over some of them. */
  @Test
  void reducesOverAllDimensions() {
    SameDiff sums = SameDiff.create();
    SDVariable x = sums.placeHolder("x", DataType.FLOAT, 2, 3);
    x.sum("sum");
    x.mean("mean");
    try (GraphPlan plan = GraphPlan.forward(sums, "sum", "mean")) {
      plan.placeholder("x").assign(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 9}}));
      plan.run();
      assertEquals(24, plan.output("sum").getFloat(0));
      assertEquals(4, plan.output("mean").getFloat(0));
    }
  }

  @Test
  void computesSizeWithoutPlan() {
    try (GraphPlan gradients = GraphPlan.gradients(attention(), "loss", PARAMETERS);
        GraphPlan forward = GraphPlan.forward(graph, "features")) {
      assertEquals(gradients.bytes(), GraphPlan.gradientBytes(PlanMemory.HOST, graph, "loss", PARAMETERS));
      assertEquals(forward.bytes(), GraphPlan.forwardBytes(PlanMemory.HOST, graph, "features"));
    }
  }

  /** The arrays take 80 TB; any attempt to allocate them would fail. */
  @Test
  void computesSizeOfHugeGraph() {
    SameDiff huge = SameDiff.create();
    SDVariable rows = huge.placeHolder("rows", DataType.FLOAT, 10_000_000_000L, 1000);
    huge.math().square(rows).mean("loss", 0, 1);
    assertEquals(80e12, GraphPlan.forwardBytes(PlanMemory.HOST, huge, "loss"), 1e6);
  }

  @Test
  void rejectsUnknownNames() {
    try (GraphPlan plan = GraphPlan.forward(graph, "loss")) {
      assertThrows(IllegalArgumentException.class, () -> plan.placeholder("images"));
      assertThrows(IllegalArgumentException.class, () -> plan.output("features"));
    }
  }

  /**
   * Returns attention over gathered rows and a token, for two sequences of three tokens, from plain SameDiff
   * operations.
   */
  private SameDiff attention() {
    SameDiff sd = SameDiff.create();
    SDVariable rows = placeholder(sd, "rows", Tiny.uniform(random, 1, 6, 4).castTo(DataType.FLOAT));
    SDVariable indices = placeholder(sd, "indices", Nd4j.createFromArray(5, 0, 3, 1));
    SDVariable seen = sd.gather(rows, indices, 0) // [4, 4]
        .add(sd.oneHot(indices, 6, -1, 1, 0, DataType.FLOAT).mmul(variable(sd, "table", 6, 4)));
    SDVariable token = sd.constant(Nd4j.ones(2, 1)).mmul(variable(sd, "token", 1, 4)).reshape(2, 1, 4);
    SDVariable sequence = sd.concat(1, token, seen.reshape(2, 2, 4)); // [2, 3, 4]
    SDVariable query = sequence.reshape(6, 4).mmul(variable(sd, "query", 4, 4)).add(variable(sd, "bias", 4))
        .reshape(2, 3, 2, 2).permute(0, 2, 1, 3).reshape(4, 3, 2); // [2 · heads, 3, 2]
    SDVariable weights = sd.nn().softmax(sd.mmul(query, query, false, true, false).mul(0.7), 2); // [4, 3, 3]
    SDVariable joined = weights.mmul(query).reshape(2, 2, 3, 2).permute(0, 2, 1, 3).reshape(2, 3, 4);
    SDVariable centered = joined.sub(joined.mean(true, 2));
    SDVariable scaled = centered.mul(sd.math().rsqrt(sd.math().square(centered).mean(true, 2).add(1e-6)));
    SDVariable features = scaled.get(SDIndex.all(), SDIndex.interval(1, 3), SDIndex.all()).mean(1).rename("features");
    sd.nn().logSoftmax(features).mul(sd.constant(Tiny.uniform(random, 1, 2, 4).castTo(DataType.FLOAT)))
        .sum(0, 1).div(-2).rename("loss");
    sd.setLossVariables("loss");
    return sd;
  }

  private SDVariable variable(SameDiff sd, String name, long... shape) {
    arrays.put(name, Tiny.uniform(random, 1, shape).castTo(DataType.FLOAT).dup());
    return sd.var(name, arrays.get(name));
  }

  private SDVariable placeholder(SameDiff sd, String name, INDArray value) {
    fed.put(name, value);
    return sd.placeHolder(name, value.dataType(), value.shape());
  }

  private GraphPlan fed(GraphPlan plan) {
    fed.forEach((name, value) -> plan.placeholder(name).assign(value));
    return plan;
  }

  private static float[] floats(INDArray array) {
    return array.reshape(array.length()).toFloatVector();
  }
}
