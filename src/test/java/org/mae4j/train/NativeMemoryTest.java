package org.mae4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.OptimizerConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A step allocates nothing that stays: the process is as large after 1,000 steps as after 100. Measured in a process
 * whose Java heap has its full size from the start, because a heap that grows would hide what is native.
 */
class NativeMemoryTest {

  @Test
  void residentSizeIsFlat() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"),
        Training.class.getName()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    List<Long> sizes = output.lines().filter(line -> line.startsWith(Training.SIZE))
        .map(line -> Long.valueOf(line.substring(Training.SIZE.length()))).toList();
    assertEquals(2, sizes.size(), output);
    assertEquals(1, (double) sizes.get(1) / sizes.get(0), 0.1, "bytes at step 100 and 1,000: " + sizes);
  }

  /** Trains a small model for 1,000 steps and prints the resident size. */
  static final class Training {
    static final String SIZE = "resident ";
    private static final OptimizerConfig OPTIMIZER = Tiny.optimizer(1e-3, 16);
    /** 40,000 parameters: gradients that were not freed would take 140 MB in 900 steps. */
    private static final ModelConfig MODEL = new ModelConfig(2, 0.5, new TransformerConfig(32, 2, 4, 4),
        new TransformerConfig(32, 1, 4, 4), ModelConfig.Positions.SINCOS, false, ModelConfig.Pooling.MEAN, false, 1e-6);

    private Training() {}

    public static void main(String[] none) {
      try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
        ReconstructionObjective objective = Trainings.reconstruction(parameters, MODEL, Trainings.IMAGES);
        objective.graph(1);
        try (AdamW optimizer = new AdamW(OPTIMIZER, parameters, name -> 1);
            TrainingLoop loop = new TrainingLoop(objective, Trainings.plan(1_000, 16, 8, OPTIMIZER, 2), optimizer,
                parameters.names())) {
          loop.run(Trainings.onStep(Training::print));
        }
      }
    }

    private static void print(StepReport report) {
      if (report.step() == 99 || report.step() == 999) {
        System.out.println(SIZE + Pointer.physicalBytes());
      }
    }
  }
}
