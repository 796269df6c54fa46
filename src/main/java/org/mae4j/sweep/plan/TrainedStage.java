package org.mae4j.sweep.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.stage.Stage;

/** Those stages of a candidate that train, in order. */
public enum TrainedStage {
  PRETRAIN("pre-training", "pretrain.epochs"),
  FINETUNE("fine-tuning", "finetune.epochs"),
  SCRATCH("training from scratch", "finetune.epochs");

  private final String title;
  private final String epochsKey;

  TrainedStage(String title, String epochsKey) {
    this.title = title;
    this.epochsKey = epochsKey;
  }

  /** Those on the way to {@code objective}. */
  public static List<TrainedStage> of(String objective) {
    List<TrainedStage> trainings = new ArrayList<>();
    for (Stage stage : Objectives.stages(objective)) {
      for (TrainedStage training : values()) {
        if (training.key().equals(stage.key())) {
          trainings.add(training);
        }
      }
    }
    return trainings;
  }

  /** The one that measures {@code figure}, one of {@code metrics.csv}. */
  public static TrainedStage measuring(String figure) {
    return valueOf(figure.substring(0, figure.indexOf('.')).toUpperCase(Locale.ROOT));
  }

  /** First word of its figures. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** The key of its length. */
  public String epochsKey() {
    return epochsKey;
  }

  public int epochs(ExperimentConfig config) {
    return this == PRETRAIN ? config.pretrain().epochs() : config.finetune().epochs();
  }
}
