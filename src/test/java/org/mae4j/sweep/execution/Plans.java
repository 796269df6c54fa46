package org.mae4j.sweep.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/** Sweeps over three settings, and an objective that needs no training. */
public final class Plans {
  /** The parameters at which {@link #objective} has its maximum, 0. */
  public static final double BEST_RATE = 1e-3;
  static final double BEST_RATIO = 0.6;
  public static final int BEST_DEPTH = 4;

  private Plans() {}

  /** Four rates, three ratios and three depths. */
  public static SweepPlan grid(Path directory) {
    return grid(directory, 1);
  }

  /** @param parallel number of parallel trials */
  public static SweepPlan grid(Path directory, int parallel) {
    return load(directory, """
        sweep {
          generator = grid
          parallel = %d
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2], points = 4 }
            model.maskRatio = { choice = [0.5, 0.6, 0.7] }
            model.decoder.depth = { integer = [2, 7], step = 2 }
          }
        }
        """.formatted(parallel));
  }

  /** @param generator random or genetic */
  public static SweepPlan drawn(Path directory, String generator, long seed, int trials) {
    return drawn(directory, generator, seed, trials, 1);
  }

  /** @param parallel number of parallel trials */
  public static SweepPlan drawn(Path directory, String generator, long seed, int trials, int parallel) {
    return load(directory, """
        sweep {
          parallel = %d
          generator = %s
          seed = %d
          stop.trials = %d
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2] }
            model.maskRatio = { uniform = [0.2, 0.9] }
            model.decoder.depth = { integer = [1, 7] }
          }
        }
        """.formatted(parallel, generator, seed, trials));
  }

  /** Failed runs, invalid and repeated trials, and two runs per trial. */
  public static SweepPlan troubled(Path directory, String generator, int trials, int parallel) {
    return load(directory, """
        sweep {
          generator = %s
          seed = 5
          stop.trials = %d
          repeat = 2
          parallel = %d
          parameters {
            model.encoder.width = { choice = [96, 100, 192] }
            model.decoder.depth = { integer = [1, 7] }
          }
        }
        """.formatted(generator, trials, parallel));
  }

  /** Loads a sweep whose first trials are sampled unless {@code text} names others. */
  public static SweepPlan load(Path directory, String text) {
    try {
      Path file = Files.writeString(directory.resolve("plan.conf"), "sweep.enqueue = []\n" + text);
      return SweepLoader.load(file, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sum of parabolas in the logarithm of the learning rate, the mask ratio and the depth. */
  static double objective(SortedMap<String, String> parameters) {
    double ratio = number(parameters, "model.maskRatio") - BEST_RATIO;
    return slope(parameters) - 10 * ratio * ratio;
  }

  /** {@link #objective} without the mask ratio. */
  public static double slope(SortedMap<String, String> parameters) {
    double rate = Math.log10(number(parameters, "pretrain.optimizer.baseLearningRate") / BEST_RATE);
    double depth = number(parameters, "model.decoder.depth") - BEST_DEPTH;
    return -rate * rate - 0.1 * depth * depth;
  }

  /** The depth of the decoder as an objective. */
  static double depth(TrialRun run, RunListener listener) {
    return number(run.parameters(), "model.decoder.depth");
  }

  /** The objective of {@link #troubled}: some second runs fail. */
  public static double troubledObjective(TrialRun run) {
    if (List.of("3", "5").contains(run.parameters().get("model.decoder.depth")) && run.repetition() == 2) {
      throw new RunFailedException("the loss is not finite");
    }
    return number(run.parameters(), "model.encoder.width") / 7 + run.repetition();
  }

  private static double number(SortedMap<String, String> parameters, String key) {
    return Double.parseDouble(parameters.get(key));
  }
}
