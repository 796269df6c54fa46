package org.mae4j.report.run;

import java.util.List;
import java.util.OptionalDouble;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;

/**
 * A metric of a classifier, and what has to be trained for it.
 *
 * @param stages stages that the metric takes, in order
 * @param trainings groups in {@code results.json} of the trainings that the metric takes, in order
 */
public record CostedMetric(ResultMetric metric, List<String> stages, List<String> trainings) {
  public CostedMetric {
    stages = List.copyOf(stages);
    trainings = List.copyOf(trainings);
  }

  /** Returns the floating-point operations of all trainings; empty if those of one are not known. */
  public OptionalDouble flops(Results results) {
    List<OptionalDouble> all = trainings.stream().map(key -> results.number(ResultMetric.flopsKey(key))).toList();
    return all.stream().anyMatch(OptionalDouble::isEmpty) ? OptionalDouble.empty()
        : OptionalDouble.of(all.stream().mapToDouble(OptionalDouble::getAsDouble).sum());
  }
}
