package org.mae4j.report.run;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Figure;
import org.mae4j.record.result.Figure.Group;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;
import org.mae4j.record.result.Results;

/**
 * The result of a run in one sentence: of the classifier that is best on validation images among those with a control,
 * the accuracy on test images and the difference to the control, each with its interval, and how much more it cost.
 *
 * @param figures figures that stages report, in order
 * @param costed figures with a cost
 */
record Verdict(Results results, List<Figure> figures, List<CostedFigure> costed) {

  /** Returns the sentence, and one about the cost; of a run without classifiers, the first figure on test images and that of its control. */
  String sentence() {
    return figures.stream().filter(figure -> figure.name().equals(Figure.ACCURACY))
        .filter(figure -> control(figure).isPresent() && results.matrix(figure.group().confusionKey()).isPresent())
        .max(Comparator.comparingDouble(figure -> results.number(figure.key("val")).orElse(0)))
        .map(this::classification).orElseGet(this::firstFigure).transform(Verdict::capitalized);
  }

  private static String capitalized(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private String classification(Figure accuracy) {
    ClassifiedCounts counts = ClassifiedCounts.of(results.matrix(accuracy.group().confusionKey()).orElseThrow());
    Interval interval = counts.interval();
    return String.format(Locale.ROOT, "%s: %.1f %% of the %s test images are classified correctly (95 %% interval "
        + "%.1f to %.1f %%)", accuracy.group().label(), 100.0 * counts.correct() / counts.images(),
        NumberLabel.of(counts.images()),
        100 * interval.low(), 100 * interval.high()) + difference(accuracy, control(accuracy).orElseThrow()) + "."
        + new CostComparison(results, figures, costed).sentence(accuracy.group(), control(accuracy).orElseThrow())
            .map(" "::concat).orElse("");
  }

  private String difference(Figure accuracy, Group control) {
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

  private String firstFigure() {
    List<Figure> present =
        figures.stream().filter(figure -> results.number(figure.key("test")).isPresent()).toList();
    return present.stream().filter(figure -> control(figure).isPresent()).findFirst()
        .or(() -> present.stream().findFirst())
        .map(figure -> figure.fullLabel() + " on test images: " + value(figure, figure.group())
            + control(figure).map(control -> "; " + control.label() + ": " + value(figure, control)).orElse("") + ".")
        .orElse("A masked autoencoder without evaluations.");
  }

  private String value(Figure figure, Group group) {
    return figure.unit().format(results.number(figure.key(group.key(), "test")).getAsDouble());
  }

  /** Returns the strongest control that has the figure on test images. */
  private Optional<Group> control(Figure figure) {
    return figure.controls(results, figures).findFirst();
  }
}
