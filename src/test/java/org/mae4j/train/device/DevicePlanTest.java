package org.mae4j.train.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.mae4j.train.Trainings;
import org.mae4j.train.objective.Objective;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Plans on a device against the same plans on the CPU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicePlanTest {
  private static final double TOLERANCE = 1e-5;
  /** The gradient of a bias of keys is 0, and what is computed is the rounding of larger values. */
  private static final double FLOOR = 1e-2;

  /** Closing fails if memory of the device was not freed. */
  @AutoClose
  private final Device device = TestedDevice.open();

  /** Three runs: the first starts operations, the others replay a recording; the last has other parameters. */
  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void computesLossAndGradientsAsTheCpu(Trainings.Kind kind) {
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Objective objective = kind.objective(parameters);
      objective.graph(4);
      List<String> wanted = new ArrayList<>(parameters.names());
      try (GraphPlan expected = GraphPlan.gradients(objective.graph(4), objective.loss(), parameters.names());
          GraphPlan actual = GraphPlan.gradients(device, objective.graph(4), objective.loss(), parameters.names())) {
        wanted.add(objective.loss());
        for (int run = 0; run < 3; run++) {
          if (run == 2) {
            Tiny.perturb(parameters, 1);
            actual.refresh();
          }
          for (GraphPlan plan : List.of(expected, actual)) {
            Trainings.feed(objective, plan, 0, run, 0, 3, 5, 7, 9);
            plan.run();
          }
          wanted.forEach(name -> assertClose(name, expected, actual));
        }
      }
    }
  }

  private static void assertClose(String name, GraphPlan expected, GraphPlan actual) {
    float[] values = HostCopy.read(expected.output(name));
    double scale = 0;
    for (float value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertArrayEquals(values, HostCopy.read(actual.output(name)), (float) (TOLERANCE * Math.max(scale, FLOOR)), name);
  }

  @Test
  void runsAForwardPlan() {
    SameDiff graph = SameDiff.create();
    graph.math().square(graph.placeHolder("x", DataType.FLOAT, 3)).rename("y");
    try (GraphPlan plan = GraphPlan.forward(device, graph, "y")) {
      plan.placeholder("x").assign(3);
      plan.run();
      assertEquals(9, plan.output("y").getDouble(2));
    }
  }
}
