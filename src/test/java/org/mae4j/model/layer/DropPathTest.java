package org.mae4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

class DropPathTest {

  /** Two images of two tokens and three branches: each image has its own factor in each branch. */
  @Test
  void appliesOneFactorPerBranchAndImage() {
    SameDiff graph = SameDiff.create();
    SDVariable rows = graph.placeHolder("rows", DataType.FLOAT, 4, 2);
    DropPath drop = new DropPath(graph, DataType.FLOAT, 2, 2);
    for (int branch = 0; branch < 3; branch++) {
      drop.apply(Activations.sequences(rows, 2, 2, 2)).rename("branch" + branch);
    }
    try (GraphPlan plan = GraphPlan.forward(graph, "branch0", "branch1", "branch2")) {
      HostCopy.write(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, plan.placeholder("rows"));
      HostCopy.write(new float[] {1, 2, 0, 1, 3, 0, 9, 9}, plan.placeholder(DropPath.FACTORS));
      plan.run();
      assertArrayEquals(new float[] {1, 2, 3, 4, 10, 12, 14, 16}, output(plan, 0));
      assertArrayEquals(new float[] {0, 0, 0, 0, 5, 6, 7, 8}, output(plan, 1));
      assertArrayEquals(new float[] {3, 6, 9, 12, 0, 0, 0, 0}, output(plan, 2));
    }
  }

  private static float[] output(GraphPlan plan, int branch) {
    return plan.output("branch" + branch).reshape(8).toFloatVector();
  }
}
