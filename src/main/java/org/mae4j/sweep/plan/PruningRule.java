package org.mae4j.sweep.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.setting.DefinesReconstruction;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.objective.TrialStage;

/**
 * The metric by which trials are pruned, and when they are compared.
 *
 * @param by metric of {@code metrics.csv}
 * @param isLast whether no training stage follows the one that measures the metric
 */
public record PruningRule(PruneConfig config, String by, boolean isLast) {
  /**
   * Returns the rule of {@code plan}; empty if it does not prune.
   *
   * @throws UserException if the metric is unknown, cannot compare the trials, or is not measured when it is needed
   */
  public static Optional<PruningRule> of(SweepPlan plan) {
    PruneConfig config = plan.sweep().prune();
    if (!config.prunes()) {
      return Optional.empty();
    }
    List<String> metrics = metrics(plan.sweep().searched().subList(0, 1));
    String by = config.by().isEmpty() ? metrics.get(0) : config.by();
    if (!metrics.contains(by)) {
      throw new UserException("sweep.prune.by: must be one of " + String.join(", ", metrics)
          + " for the objective " + plan.sweep().objective() + ", is '" + by + "'");
    }
    List<TrialStage> stages = TrialStage.of(plan.sweep().searched());
    PruningRule rule =
        new PruningRule(config, by, stages.get(stages.size() - 1).equals(TrialStage.measuring(by)));
    rule.requireComparable(plan);
    rule.requireMeasured(plan);
    return Optional.of(rule);
  }

  /** Returns the metrics that training stages measure before the objective is known, the default first. */
  private static List<String> metrics(List<SweepObjective> objective) {
    List<TrialStage> stages = TrialStage.of(objective);
    List<String> metrics = new ArrayList<>();
    stages.stream().filter(stage -> !stage.equals(TrialStage.PRETRAIN)).findFirst()
        .ifPresent(stage -> metrics.add(stage.key() + ".val.accuracy"));
    if (stages.contains(TrialStage.PRETRAIN)) {
      metrics.addAll(List.of("pretrain.val.maskedMse", "pretrain.val.loss"));
    }
    if (metrics.isEmpty()) {
      throw new UserException("sweep.prune: nothing is trained for the objective " + objective.get(0).key()
          + ", so no trial can be pruned; remove sweep.prune");
    }
    return metrics;
  }

  private void requireComparable(SweepPlan plan) {
    Set<String> defining = KnownKeys.of(ExperimentConfig.class).annotated(DefinesReconstruction.class);
    if (stage().equals(TrialStage.PRETRAIN)) {
      plan.space().spaces().keySet().stream().filter(defining::contains).findFirst().ifPresent(key -> {
        throw new UserException("sweep.prune.by: " + by + " cannot compare trials that differ in " + key);
      });
    }
  }

  private void requireMeasured(SweepPlan plan) {
    int interval = stage().equals(TrialStage.PRETRAIN) ? plan.experiment().pretrain().validateEvery() : 1;
    if (stage().equals(TrialStage.PRETRAIN)) {
      if (plan.space().spaces().containsKey("pretrain.validateEvery")) {
        throw new UserException("sweep.prune.by: " + by + " is not measured at the same epochs if trials differ in "
            + "pretrain.validateEvery");
      }
      if (config.spacing() == PruneConfig.Spacing.EQUAL) {
        requireMultiple("after", config.after(), interval);
        requireMultiple("every", config.every(), interval);
      }
    }
    if (!plan.space().spaces().containsKey(stage().epochsKey()) && !config.countsCpu()) {
      requireReached(plan, lastEpoch(plan.experiment()) / interval * interval);
    }
  }

  /** @param last epoch of the last measurement that can save training */
  private void requireReached(SweepPlan plan, int last) {
    OptionalInt highest = new Rungs(config, 0).reached(last);
    String epochs = stage().title() + " has " + stage().epochs(plan.experiment()) + " epochs";
    if (highest.isEmpty()) {
      throw new UserException("sweep.prune.after: " + config.after() + " is too late to save any training; " + epochs);
    }
    // One bracket may run all of its trials to the end, as in Hyperband.
    int most = highest.getAsInt() + 2;
    if (config.brackets() > most) {
      throw new UserException("sweep.prune.brackets: must be at most " + most + ", is " + config.brackets()
          + "; the others would compare no trials: " + epochs);
    }
  }

  private static void requireMultiple(String key, int epochs, int interval) {
    if (epochs % interval != 0) {
      throw new UserException("sweep.prune." + key + ": must be a multiple of pretrain.validateEvery (" + interval
          + "), is " + epochs);
    }
  }

  /** Returns the training stage that measures the metric. */
  private TrialStage stage() {
    return TrialStage.measuring(by);
  }

  /** Returns which values of the metric are better. */
  public Direction direction() {
    return by.endsWith(".accuracy") ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  /**
   * Returns whether {@code metric} may decide about pruning after {@code epoch} completed epochs.
   *
   * @param trial configuration of the trial that measured the metric
   */
  public boolean decides(String metric, int epoch, ExperimentConfig trial) {
    return metric.equals(by) && epoch <= lastEpoch(trial);
  }

  /** Returns the last epoch after which some training remains. */
  private int lastEpoch(ExperimentConfig trial) {
    return stage().epochs(trial) - (isLast ? 1 : 0);
  }
}
