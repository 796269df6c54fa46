package org.mae4j.experiment.stage;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.cost.ProbeCost;
import org.mae4j.experiment.cost.StageCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.record.result.Figure;

/** Features that are classified by a linear probe and by nearest neighbors; the pre-trained ones after their controls. */
enum ProbedFeatures {
  PIXELS(new Figure.Group("pixelProbe", "linear on raw pixels", List.of()),
      new Figure.Group("pixelKnn", "kNN on raw pixels", List.of())),
  RANDOM(new Figure.Group("randomProbe", "linear on random encoder", List.of()),
      new Figure.Group("randomKnn", "kNN on random encoder", List.of())),
  PRETRAINED(new Figure.Group("linearProbe", "linear on MAE encoder", List.of("pixelProbe", "randomProbe")),
      new Figure.Group("knn", "kNN on MAE encoder", List.of("pixelKnn", "randomKnn")));

  private final Figure.Group linear;
  private final Figure.Group neighbors;

  ProbedFeatures(Figure.Group linear, Figure.Group neighbors) {
    this.linear = linear;
    this.neighbors = neighbors;
  }

  /** Returns the features that a run with this configuration classifies. */
  static List<ProbedFeatures> of(ExperimentConfig config) {
    return config.probe().controls() ? List.of(values()) : List.of(PRETRAINED);
  }

  /** Returns the figures of all linear probes, then those of all nearest neighbors. */
  static List<Figure> figures(List<ProbedFeatures> all) {
    return Stream.concat(all.stream().map(ProbedFeatures::linear), all.stream().map(ProbedFeatures::neighbors))
        .flatMap(group -> group.classification().stream()).toList();
  }

  /** Returns the group of the linear probe. */
  Figure.Group linear() {
    return linear;
  }

  /** Returns the group of the nearest neighbors. */
  Figure.Group neighbors() {
    return neighbors;
  }

  /** Returns the cost of the linear probe. @param rates number of learning rates that are tried */
  StageCost cost(ExperimentConfig config, TrainingData data, int rates) {
    ProbeCost cost = this == PIXELS ? ProbeCost.pixels(config, data) : ProbeCost.encoded(config, data);
    return cost.of(linear.key(), linear.label(), rates);
  }
}
