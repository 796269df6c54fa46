package org.mae4j.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.mae4j.base.UserException;

/**
 * Another implementation of the pre-training step. It is no part of the product: the build's profile {@code bench}
 * brings it, and {@link ServiceLoader} finds it.
 */
public interface Baseline {
  /** What {@code --against} calls it. */
  String name();

  /**
   * The model of {@code workload} with weights from a file of {@link org.mae4j.checkpoint.pytorch.PyTorchExport}, ready to be
   * trained by {@link Workload#threads} threads; all its calls come from the thread that opened it.
   *
   * @param totalSteps that will be done, for the schedule of the learning rate
   * @throws UserException if it has no such model
   */
  Session open(Workload workload, Path weights, int totalSteps);

  /** A model under training. */
  interface Session extends AutoCloseable {
    /** Versions, and the threads that it says to use; for people. */
    String description();

    /** Loss and gradients of a step that is not done. */
    Gradients gradients(MaskedBatch batch);

    /** Forward pass, backward pass and update; returns the loss. */
    double step(MaskedBatch batch);

    @Override
    void close();
  }

  /**
   * What a step would follow.
   *
   * @param loss mean over the images
   * @param norms of each gradient, by the parameter's name in the public PyTorch MAE
   */
  record Gradients(double loss, Map<String, Double> norms) {}

  /** @throws UserException if there is none of that name */
  static Baseline named(String name) {
    List<Baseline> rivals = ServiceLoader.load(Baseline.class).stream().map(ServiceLoader.Provider::get).toList();
    return rivals.stream().filter(rival -> rival.name().equals(name)).findFirst()
        .orElseThrow(() -> new UserException(rivals.isEmpty()
            ? "--against: this build has no rivals; ./mae4j builds them by itself, Maven with -Pbench"
            : "--against: no rival is called '" + name + "', only " + String.join(", ",
                rivals.stream().map(Baseline::name).toList())));
  }
}
