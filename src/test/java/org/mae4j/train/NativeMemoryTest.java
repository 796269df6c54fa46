package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.mae4j.train.objective.Objective;
import org.mae4j.train.optimizer.Optimizer;
import org.mae4j.train.step.TrainingPlan;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Tests that the resident memory of a training does not grow between steps 100 and 200. One heap is small and is
 * collected often. The other is never collected, so nothing native may need a collection to be freed. Both heaps have
 * their full size from the start, because a growing heap would hide native growth.
 */
class NativeMemoryTest {
  private static final String SIZE = "resident ";
  private static final int STEPS = 200;
  private static final BatchConfig BATCH = new BatchConfig(16, 4);
  /** In bytes. The images of 100 steps alone take 20 MB. */
  private static final long SLACK = 2_000_000;
  private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-Xms40m", "-Xmx40m");
  private static final List<String> NO_COLLECTOR =
      List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xms900m", "-Xmx900m");
  /**
   * The limits of JavaCPP are those of the launcher: JavaCPP, too, would start collections if the process is larger
   * than the heap. The C2 compiler is off, because it takes megabytes at unpredictable times.
   */
  private static final List<String> OPTIONS = List.of("-Dorg.bytedeco.javacpp.maxbytes=0",
      "-Dorg.bytedeco.javacpp.maxphysicalbytes=0", "-XX:TieredStopAtLevel=1", "-XX:+AlwaysPreTouch");

  @Test
  void memoryIsConstantWithSmallHeap() throws IOException, InterruptedException {
    assertConstant(sizes(SMALL_HEAP));
  }

  @Test
  void memoryIsConstantWithoutCollector() throws IOException, InterruptedException {
    assertConstant(sizes(NO_COLLECTOR));
  }

  /** @param sizes at steps 100 and 200 of each training */
  private static void assertConstant(List<Long> sizes) {
    assertEquals(2 * Trainings.Kind.values().length, sizes.size());
    for (int i = 0; i < sizes.size(); i += 2) {
      long growth = sizes.get(i + 1) - sizes.get(i);
      assertTrue(growth < SLACK, "bytes at steps 100 and 200 of each training: " + sizes);
    }
  }

  private static List<Long> sizes(List<String> heap) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(heap);
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Training.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> line.startsWith(SIZE))
        .map(line -> Long.valueOf(line.substring(SIZE.length()))).toList();
  }

  /** Trains small models, one after another. */
  static final class Training {
    private static final OptimizerConfig OPTIMIZER = Tiny.optimizer(1e-3, 16);

    private Training() {}

    public static void main(String[] arguments) {
      for (Trainings.Kind kind : Trainings.Kind.values()) {
        train(kind);
      }
    }

    private static void train(Trainings.Kind kind) {
      try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
        Objective objective = kind.objective(parameters);
        objective.graph(1);
        TrainingPlan plan = Trainings.plan(STEPS / 4, BATCH.size(), BATCH.microBatch(), OPTIMIZER, 2);
        try (Optimizer optimizer = Trainings.optimizer(OPTIMIZER, parameters);
            TrainingLoop loop = new TrainingLoop(objective, plan, optimizer, parameters.names())) {
          loop.run(Trainings.onStep(Training::print));
        }
      }
    }

    private static void print(StepReport report) {
      if (report.step() == 99 || report.step() == STEPS - 1) {
        System.out.println(SIZE + Pointer.physicalBytes());
      }
    }
  }
}
