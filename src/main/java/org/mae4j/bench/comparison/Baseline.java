package org.mae4j.bench.comparison;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.mae4j.base.UserException;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.Workload;

/**
 * Another implementation of the pre-training step, for comparison. The build profile {@code bench} adds it, and
 * {@link ServiceLoader} finds it.
 */
public interface Baseline {
  /** Returns the name for {@code --against}. */
  String name();

  /**
   * Opens the model of {@code workload}, ready to be trained by {@link Workload#threads} threads, with weights from a
   * file of {@link org.mae4j.checkpoint.pytorch.PyTorchExport}. All calls come from the thread that opened it.
   *
   * @param totalSteps number of steps that will be done, for the schedule of the learning rate
   * @throws UserException if the baseline does not have such a model
   */
  BaselineTraining open(Workload workload, Path weights, int totalSteps);

  /** A model in training. */
  interface BaselineTraining extends AutoCloseable {
    /** Returns versions and the number of threads, for people. */
    String description();

    /** Returns the loss and the gradients of a step without doing it. */
    Gradients gradients(MaskedBatch batch);

    /** Does a step, forward pass, backward pass and update, and returns the loss. */
    double step(MaskedBatch batch);

    @Override
    void close();
  }

  /**
   * Loss and gradients of a step.
   *
   * @param loss mean over the images
   * @param norms norm of each gradient, by the parameter's name in the public PyTorch MAE
   */
  record Gradients(double loss, Map<String, Double> norms) {}

  /**
   * Returns the baseline of a name.
   *
   * @throws UserException if there is none of that name
   */
  static Baseline named(String name) {
    List<Baseline> baselines = ServiceLoader.load(Baseline.class).stream().map(ServiceLoader.Provider::get).toList();
    return baselines.stream().filter(baseline -> baseline.name().equals(name)).findFirst()
        .orElseThrow(() -> new UserException(baselines.isEmpty()
            ? "--against: this build has no baselines; ./mae4j builds them automatically, Maven with -Pbench"
            : "--against: no baseline is called '" + name + "', only " + String.join(", ",
                baselines.stream().map(Baseline::name).toList())));
  }
}
