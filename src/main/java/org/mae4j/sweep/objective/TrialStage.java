package org.mae4j.sweep.objective;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;

/**
 * A stage of a trial that trains a network.
 *
 * @param key name of the stage, with which the names of its metrics start
 * @param title name of the stage in messages
 */
public record TrialStage(String key, String title, TrainingGroup group) {
  public static final TrialStage PRETRAIN = of(Stages.PRETRAIN).findFirst().orElseThrow();

  /** Returns the stages that train on the way to {@code objectives}, in order. */
  public static List<TrialStage> of(List<SweepObjective> objectives) {
    return Objectives.stages(objectives).stream().flatMap(TrialStage::of).toList();
  }

  /**
   * Returns the stage that measures {@code metric}, a name in {@code metrics.csv}.
   *
   * @throws UserException if no stage that trains does
   */
  public static TrialStage measuring(String metric) {
    return of(Stages.get(metric.split("\\.", 2)[0])).findFirst()
        .orElseThrow(() -> new UserException("no stage that trains measures the metric " + metric));
  }

  private static Stream<TrialStage> of(Stage stage) {
    return stage.training().map(group -> new TrialStage(stage.name(), stage.title(), group)).stream();
  }

  /** Returns the configuration key of the number of epochs. */
  public String epochsKey() {
    return group.epochsKey();
  }

  public int epochs(ExperimentConfig config) {
    return group.epochs(config);
  }
}
