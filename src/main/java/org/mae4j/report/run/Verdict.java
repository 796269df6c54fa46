package org.mae4j.report.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.ResultMetric.Group;
import org.mae4j.record.result.Results;

/**
 * The result of a run in one sentence: of the classifier that is best on validation images among those with a control,
 * the accuracy on test images and the difference to the control, each with its interval, and how much more it cost.
 *
 * @param metrics metrics that stages report, in order
 * @param costed metrics with a cost
 */
record Verdict(Results results, List<ResultMetric> metrics, List<CostedMetric> costed) {

  /**
   * Returns the sentence, and one about the cost; of a run without classifiers, the first metric on test images and that
   * of its control.
   */
  String sentence() {
    return metrics.stream().filter(metric -> metric.name().equals(ResultMetric.ACCURACY))
        .filter(metric -> control(metric).isPresent() && results.matrix(metric.group().confusionKey()).isPresent())
        .max(Comparator.comparingDouble(metric -> results.number(metric.key("val")).orElse(0)))
        .map(this::classification).orElseGet(this::firstMetric).transform(Verdict::capitalized);
  }

  private static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private String classification(ResultMetric accuracy) {
    ClassifiedCounts counts = ClassifiedCounts.of(results.matrix(accuracy.group().confusionKey()).orElseThrow());
    Interval interval = counts.interval();
    return String.format(Locale.ROOT, "%s: %.1f %% of the %s test images are classified correctly (95 %% interval "
        + "%.1f to %.1f %%)", accuracy.group().label(), 100.0 * counts.correct() / counts.images(),
        NumberLabel.of(counts.images()),
        100 * interval.low(), 100 * interval.high()) + difference(accuracy, control(accuracy).orElseThrow()) + "."
        + new CostComparison(results, metrics, costed).sentence(accuracy.group(), control(accuracy).orElseThrow())
            .map(" "::concat).orElse("");
  }

  private String difference(ResultMetric accuracy, Group control) {
    double points = 100 * (results.number(accuracy.key("test")).getAsDouble()
        - results.number(accuracy.key(control.key(), "test")).getAsDouble());
    String over = String.format(Locale.ROOT, ", %+.1f points compared with \"%s\"", points, control.label());
    return over + results.matrix(PairedCounts.key(accuracy.group().key(), control.key())).map(counts -> {
      Interval interval = PairedCounts.of(counts).interval();
      return String.format(Locale.ROOT, " (%+.1f to %+.1f), which %s", 100 * interval.low(), 100 * interval.high(),
          conclusion(interval));
    }).orElse("");
  }

  private static String conclusion(Interval interval) {
    return interval.low() > 0 ? "is a gain" : interval.high() < 0 ? "is a loss" : "may be chance";
  }

  private String firstMetric() {
    List<ResultMetric> present =
        metrics.stream().filter(metric -> results.number(metric.key("test")).isPresent()).toList();
    return present.stream().filter(metric -> control(metric).isPresent()).findFirst()
        .or(() -> present.stream().findFirst())
        .map(metric -> metric.fullLabel() + " on test images: " + value(metric, metric.group())
            + control(metric).map(control -> "; " + control.label() + ": " + value(metric, control)).orElse("") + ".")
        .orElse("A masked autoencoder without evaluations.");
  }

  private String value(ResultMetric metric, Group group) {
    return metric.unit().format(results.number(metric.key(group.key(), "test")).getAsDouble());
  }

  /** Returns the strongest control that has the metric on test images. */
  private Optional<Group> control(ResultMetric metric) {
    return metric.controls(results, metrics).findFirst();
  }
}
