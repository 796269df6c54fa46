package org.mae4j.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;

/** Sweeps of three settings, and an objective that is known without any training. */
final class Plans {
  /** Where {@link #objective} is highest, at 0. */
  static final double BEST_RATE = 1e-3;
  static final double BEST_RATIO = 0.6;
  static final int BEST_DEPTH = 4;

  private Plans() {}

  /** Four rates, three ratios and three depths. */
  static SweepPlan grid(Path directory) {
    return grid(directory, 1);
  }

  /** @param parallel candidates at once */
  static SweepPlan grid(Path directory, int parallel) {
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

  /** @param generator one that draws */
  static SweepPlan drawn(Path directory, String generator, long seed, int candidates) {
    return drawn(directory, generator, seed, candidates, 1);
  }

  /** @param parallel candidates at once */
  static SweepPlan drawn(Path directory, String generator, long seed, int candidates, int parallel) {
    return load(directory, """
        sweep {
          parallel = %d
          generator = %s
          seed = %d
          stop.candidates = %d
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2] }
            model.maskRatio = { uniform = [0.2, 0.9] }
            model.decoder.depth = { integer = [1, 7] }
          }
        }
        """.formatted(parallel, generator, seed, candidates));
  }

  /** All that can happen: runs that fail, settings that fit no model or come twice, two runs of each. */
  static SweepPlan troubled(Path directory, String generator, int candidates, int parallel) {
    return load(directory, """
        sweep {
          generator = %s
          seed = 5
          stop.candidates = %d
          repeat = 2
          parallel = %d
          parameters {
            model.encoder.width = { choice = [96, 100, 192] }
            model.decoder.depth = { integer = [1, 7] }
          }
        }
        """.formatted(generator, candidates, parallel));
  }

  static SweepPlan load(Path directory, String text) {
    try {
      Path file = Files.writeString(directory.resolve("plan.conf"), text);
      return SweepLoader.load(file, List.of(), Objectives::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A hill whose slopes are parabolas, over the logarithm of the rate. */
  static double objective(SortedMap<String, String> parameters) {
    double ratio = number(parameters, "model.maskRatio") - BEST_RATIO;
    return slope(parameters) - 10 * ratio * ratio;
  }

  /** The same over rate and depth alone. */
  static double slope(SortedMap<String, String> parameters) {
    double rate = Math.log10(number(parameters, "pretrain.optimizer.baseLearningRate") / BEST_RATE);
    double depth = number(parameters, "model.decoder.depth") - BEST_DEPTH;
    return -rate * rate - 0.1 * depth * depth;
  }

  /** Of {@link #troubled}: some second runs fail. */
  static double troubledObjective(TrialRun trial) {
    if (List.of("3", "5").contains(trial.parameters().get("model.decoder.depth")) && trial.repetition() == 2) {
      throw new RunFailedException("the loss is not finite");
    }
    return number(trial.parameters(), "model.encoder.width") / 7 + trial.repetition();
  }

  private static double number(SortedMap<String, String> parameters, String key) {
    return Double.parseDouble(parameters.get(key));
  }
}
