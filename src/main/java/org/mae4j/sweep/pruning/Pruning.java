package org.mae4j.sweep.pruning;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.Set;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.setting.DefinesReconstruction;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * By which figure candidates are compared before their end, and after which epochs.
 *
 * @param by figure of {@code metrics.csv}
 * @param last training of a candidate is the one that the figure is measured in
 */
public record Pruning(PruneConfig config, String by, boolean last) {
  /**
   * How {@code plan} gives candidates up; empty where it does not.
   *
   * @throws UserException if the figure is none, does not compare the candidates, or is not measured when it is needed
   */
  public static Optional<Pruning> of(SweepPlan plan) {
    PruneConfig config = plan.sweep().prune();
    if (!config.prunes()) {
      return Optional.empty();
    }
    List<String> figures = figures(plan.sweep().objective());
    String by = config.by().isEmpty() ? figures.get(0) : config.by();
    if (!figures.contains(by)) {
      throw new UserException("sweep.prune.by: must be one of " + String.join(", ", figures)
          + " where the objective is " + plan.sweep().objective() + ", is '" + by + "'");
    }
    Pruning pruning = new Pruning(config, by, figures.size() == 2 || !by.startsWith("pretrain."));
    pruning.requireComparable(plan);
    pruning.requireMeasured(plan);
    return Optional.of(pruning);
  }

  /** Those that trainings measure on the way to {@code objective}, the nearest to it first. */
  private static List<String> figures(String objective) {
    List<String> errors = List.of("pretrain.val.maskedMse", "pretrain.val.loss");
    return TrainedStage.of(objective).stream().filter(training -> !training.equals(TrainedStage.PRETRAIN)).findFirst()
        .map(training -> List.of(training.key() + ".val.accuracy", errors.get(0), errors.get(1))).orElse(errors);
  }

  private void requireComparable(SweepPlan plan) {
    Set<String> defining = KnownKeys.of(ExperimentConfig.class).annotated(DefinesReconstruction.class);
    if (training().equals(TrainedStage.PRETRAIN)) {
      plan.parameters().spaces().keySet().stream().filter(defining::contains).findFirst().ifPresent(key -> {
        throw new UserException("sweep.prune.by: " + by + " does not compare candidates that differ in " + key);
      });
    }
  }

  private void requireMeasured(SweepPlan plan) {
    if (training().equals(TrainedStage.PRETRAIN)) {
      if (plan.parameters().spaces().containsKey("pretrain.validateEvery")) {
        throw new UserException("sweep.prune.by: " + by + " is not measured at the same epochs where candidates differ "
            + "in pretrain.validateEvery");
      }
      int interval = plan.experiment().pretrain().validateEvery();
      requireMultiple("after", config.after(), interval);
      requireMultiple("every", config.every(), interval);
    }
    if (!plan.parameters().spaces().containsKey(training().epochsKey())
        && config.after() > lastEpoch(plan.experiment())) {
      throw new UserException("sweep.prune.after: leaves nothing to save: after epoch " + config.after() + " of "
          + training().epochs(plan.experiment()) + " of " + training().title());
    }
  }

  private static void requireMultiple(String key, int epochs, int interval) {
    if (epochs % interval != 0) {
      throw new UserException("sweep.prune." + key + ": must be a multiple of pretrain.validateEvery (" + interval
          + "), for nothing is measured in between, is " + epochs);
    }
  }

  /** The training that the figure is measured in. */
  TrainedStage training() {
    return TrainedStage.measuring(by);
  }

  public Direction direction() {
    return by.endsWith(".accuracy") ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  /** Whether {@code figure}, measured after {@code epoch}, decides whether a candidate goes on. */
  public boolean decides(String figure, int epoch, ExperimentConfig candidate) {
    return figure.equals(by) && config.decidesAt(epoch) && epoch <= lastEpoch(candidate);
  }

  /** The last after which there is still a training to save. */
  private int lastEpoch(ExperimentConfig candidate) {
    return training().epochs(candidate) - (last ? 1 : 0);
  }
}
