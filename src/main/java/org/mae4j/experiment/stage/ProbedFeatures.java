package org.mae4j.experiment.stage;

import java.util.List;
import java.util.stream.Stream;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.cost.ProbeCost;
import org.mae4j.experiment.cost.StageCost;
import org.mae4j.experiment.cost.TrainingData;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;

/** Features that are classified by a linear probe and by nearest neighbors; the pre-trained ones after their controls. */
enum ProbedFeatures {
  PIXELS(new ResultMetric.Group("pixelProbe", "linear on raw pixels", List.of()),
      new ResultMetric.Group("pixelKnn", "kNN on raw pixels", List.of())),
  RANDOM(new ResultMetric.Group("randomProbe", "linear on random encoder", List.of()),
      new ResultMetric.Group("randomKnn", "kNN on random encoder", List.of())),
  PRETRAINED(
      new ResultMetric.Group(Results.LINEAR_PROBE, "linear on MAE encoder", List.of("pixelProbe", "randomProbe")),
      new ResultMetric.Group("knn", "kNN on MAE encoder", List.of("pixelKnn", "randomKnn")));

  private final ResultMetric.Group linear;
  private final ResultMetric.Group neighbors;

  ProbedFeatures(ResultMetric.Group linear, ResultMetric.Group neighbors) {
    this.linear = linear;
    this.neighbors = neighbors;
  }

  /** Returns the features that a run with this configuration classifies. */
  static List<ProbedFeatures> of(ExperimentConfig config) {
    return config.probe().controls() ? List.of(values()) : List.of(PRETRAINED);
  }

  /** Returns the metrics of all linear probes, then those of all nearest neighbors. */
  static List<ResultMetric> metrics(List<ProbedFeatures> all) {
    return Stream.concat(all.stream().map(ProbedFeatures::linear), all.stream().map(ProbedFeatures::neighbors))
        .flatMap(group -> group.classification().stream()).toList();
  }

  /** Returns the group of the linear probe. */
  ResultMetric.Group linear() {
    return linear;
  }

  /** Returns the group of the nearest neighbors. */
  ResultMetric.Group neighbors() {
    return neighbors;
  }

  /** Returns the cost of the linear probe. @param rates number of learning rates that are tried */
  StageCost cost(ExperimentConfig config, TrainingData data, int rates) {
    ProbeCost cost = this == PIXELS ? ProbeCost.pixels(config, data) : ProbeCost.encoded(config, data);
    return cost.of(linear.key(), linear.label(), rates);
  }
}
