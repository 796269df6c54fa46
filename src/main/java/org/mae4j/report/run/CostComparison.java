package org.mae4j.report.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.ResultMetric.Group;
import org.mae4j.record.result.Results;

/**
 * The operations of the trainings of classifiers, compared with those of their controls: fine-tuning has the epochs of
 * training from scratch, but the cost of pre-training, too.
 *
 * @param metrics metrics that stages report, in order
 * @param costed metrics with a cost
 */
public record CostComparison(Results results, List<ResultMetric> metrics, List<CostedMetric> costed) {

  /** Returns a sentence for each classifier whose cost and that of its strongest control are known. */
  public List<String> sentences() {
    return costed.stream().flatMap(entry -> entry.metric().controls(results, metrics).findFirst()
        .flatMap(control -> sentence(entry.metric().group(), control)).stream()).toList();
  }

  /** Returns the sentence about a classifier and a control. */
  Optional<String> sentence(Group group, Group control) {
    return flops(group).flatMap(own -> flops(control).map(other -> String.format(Locale.ROOT,
        "All trainings for \"%s\" together took %.1f times the operations of \"%s\".", group.label(), own / other,
        control.label())));
  }

  private Optional<Double> flops(Group group) {
    return costed.stream().filter(entry -> entry.metric().group().key().equals(group.key()))
        .flatMap(entry -> entry.flops(results).stream().boxed()).findFirst();
  }
}
