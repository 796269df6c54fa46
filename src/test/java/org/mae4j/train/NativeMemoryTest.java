package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mae4j.config.BatchConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.Replicas;
import org.mae4j.model.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The process is as large after 600 steps as after 100: training in a small heap, which is collected all the time, and
 * computing gradients in a heap that is never collected, so that nothing native may wait for a collection to be freed.
 * The heap has its full size from the start, because a heap that grows would hide what is native.
 */
class NativeMemoryTest {
  private static final String SIZE = "resident ";
  private static final int STEPS = 600;
  private static final BatchConfig BATCH = new BatchConfig(16, 4);
  /** Of 500 steps the images would take 98 MB, the gradients 16 MB. */
  private static final long SLACK = 5_000_000;
  private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-Xms40m", "-Xmx40m");
  private static final List<String> NO_COLLECTOR =
      List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms600m", "-Xmx600m");
  /** As the launcher has it: JavaCPP, too, would start collections where the process is larger than its heap. */
  private static final List<String> JAVACPP =
      List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void trainingIsFlatInASmallHeap(Trainings.Kind kind) throws IOException, InterruptedException {
    assertFlat(sizes(SMALL_HEAP, Training.class, kind));
  }

  @ParameterizedTest
  @EnumSource(Trainings.Kind.class)
  void gradientsAreFlatWithoutACollector(Trainings.Kind kind) throws IOException, InterruptedException {
    assertFlat(sizes(NO_COLLECTOR, Gradients.class, kind));
  }

  private static void assertFlat(List<Long> sizes) {
    assertEquals(2, sizes.size());
    long growth = sizes.get(1) - sizes.get(0);
    assertTrue(growth < SLACK, "bytes at step 100 and 600: " + sizes);
  }

  private static List<Long> sizes(List<String> heap, Class<?> main, Trainings.Kind kind)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap);
    command.addAll(JAVACPP);
    command.addAll(List.of("-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"), main.getName(),
        kind.name()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> line.startsWith(SIZE))
        .map(line -> Long.valueOf(line.substring(SIZE.length()))).toList();
  }

  private static void print(long step) {
    if (step == 99 || step == STEPS - 1) {
      System.out.println(SIZE + Pointer.physicalBytes());
    }
  }

  /** Trains a small model. */
  static final class Training {
    private static final OptimizerConfig OPTIMIZER = Tiny.optimizer(1e-3, 16);

    private Training() {}

    public static void main(String[] arguments) {
      try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
        Objective objective = Trainings.Kind.valueOf(arguments[0]).objective(parameters);
        objective.graph(1);
        TrainingLoop.Plan plan = Trainings.plan(STEPS / 4, BATCH.size(), BATCH.microBatch(), OPTIMIZER, 2);
        try (AdamW optimizer = new AdamW(OPTIMIZER, parameters, name -> 1);
            TrainingLoop loop = new TrainingLoop(objective, plan, optimizer, parameters.names())) {
          loop.run(Trainings.onStep(report -> print(report.step())));
        }
      }
    }
  }

  /** Makes batches and computes gradients, without an update. */
  static final class Gradients {
    private Gradients() {}

    public static void main(String[] arguments) {
      try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
        Objective objective = Trainings.Kind.valueOf(arguments[0]).objective(parameters);
        objective.graph(1);
        try (Replicas replicas = new Replicas(2, BATCH.microBatches(),
                i -> GraphPlan.gradients(objective.graph(BATCH.microBatch()), objective.loss(), parameters.names()),
                objective.loss(), parameters.names());
            Prefetcher images = new Prefetcher(objective, BATCH, 1, 0, STEPS)) {
          for (long step = 0; step < STEPS; step++) {
            long now = step;
            replicas.step((microBatch, plan) -> images.copyTo(plan, now, microBatch));
            print(step);
          }
        }
      }
    }
  }
}
