package org.mae4j.record.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.record.result.Results;
import org.mae4j.record.table.TextTable.Column;

/**
 * The final figures as text: how well images are reconstructed, and how well they are classified beside the
 * controls. Shows what a run has; figures of stages that did not run are left out.
 */
public final class ResultsTable {
  private static final Classifier RANDOM_PROBE = new Classifier("randomProbe", "linear on random encoder");
  private static final Classifier SCRATCH = new Classifier("scratch", "trained from scratch");
  private static final List<Classifier> CLASSIFIERS = List.of(
      new Classifier("pixelProbe", "linear on raw pixels"),
      RANDOM_PROBE,
      new Classifier("linearProbe", "linear on MAE encoder", Optional.of(RANDOM_PROBE)),
      new Classifier("knn", "kNN on MAE encoder"),
      SCRATCH,
      new Classifier("finetune", "MAE encoder, fine-tuned", Optional.of(SCRATCH)));

  private final Results results;

  /** One way to classify, and what its gain is measured against. */
  private record Classifier(String key, String label, Optional<Classifier> control) {
    private Classifier(String key, String label) {
      this(key, label, Optional.empty());
    }
  }

  private ResultsTable(Results results) {
    this.results = results;
  }

  /**
   * The tables of {@code results}, of several lines; empty if they hold nothing to show. Accuracies and F1 are read
   * as shares in [0, 1], MSE in [0, 1] pixel units per channel value, PSNR in dB.
   */
  public static String of(Results results) {
    return Stream.of(reconstruction(results), classification(results)).filter(table -> !table.isEmpty())
        .map(TextTable::toString).collect(Collectors.joining("\n"));
  }

  /** How well images are reconstructed; without rows, where that was not measured. */
  public static TextTable reconstruction(Results results) {
    return new ResultsTable(results).reconstruction();
  }

  /** How well images are classified; without rows, where that was not measured. */
  public static TextTable classification(Results results) {
    return new ResultsTable(results).classification();
  }

  /** Final figures on test images of several runs, a column for each; figures that none has are left out. */
  public static TextTable compared(List<String> names, List<Results> runs) {
    TextTable table = new TextTable(Stream.concat(Stream.of(Column.text("on test images")),
        names.stream().map(Column::number)).toArray(Column[]::new));
    comparedRow(table, "masked MSE", "pretrain.test.maskedMse", ResultsTable::error, runs);
    comparedRow(table, "MSE", "pretrain.test.mse", ResultsTable::error, runs);
    comparedRow(table, "PSNR dB", "pretrain.test.psnr", ResultsTable::decibel, runs);
    CLASSIFIERS.forEach(classifier -> comparedRow(table, "accuracy, " + classifier.label(),
        classifier.key() + ".test.accuracy", ResultsTable::percent, runs));
    return table;
  }

  private static void comparedRow(TextTable table, String label, String key, DoubleFunction<String> format,
      List<Results> runs) {
    List<OptionalDouble> figures = runs.stream().map(results -> results.number(key)).toList();
    addRow(table, figures.stream().anyMatch(OptionalDouble::isPresent),
        Stream.concat(Stream.of(label), figures.stream().map(figure -> cell(figure, format))).toArray(String[]::new));
  }

  /** The ways to classify, by their group in the results, each with what it is called; in the order of the tables. */
  public static Map<String, String> classifiers() {
    Map<String, String> labels = new LinkedHashMap<>();
    CLASSIFIERS.forEach(classifier -> labels.put(classifier.key(), classifier.label()));
    return labels;
  }

  private TextTable reconstruction() {
    TextTable table = new TextTable(Column.text("per channel value in [0, 1]"),
        Column.number("masked MSE"), Column.number("MSE"), Column.number("PSNR dB"));
    for (String split : List.of("val", "test")) {
      reconstructionRow(table, split.equals("val") ? "validation" : "test", "pretrain." + split);
      for (String channel : List.of("red", "green", "blue")) {
        reconstructionRow(table, "  " + channel, "pretrain." + split + ".channels." + channel);
      }
    }
    return table;
  }

  private void reconstructionRow(TextTable table, String label, String key) {
    OptionalDouble masked = results.number(key + ".maskedMse");
    OptionalDouble all = results.number(key + ".mse");
    OptionalDouble psnr = results.number(key + ".psnr");
    addRow(table, masked.isPresent() || all.isPresent() || psnr.isPresent(),
        label, cell(masked, ResultsTable::error), cell(all, ResultsTable::error), cell(psnr, ResultsTable::decibel));
  }

  private TextTable classification() {
    TextTable table = new TextTable(Column.text("classifier"), Column.number("val accuracy"),
        Column.number("test accuracy"), Column.number("test macro F1"), Column.number("gain, points"),
        Column.text("over"));
    CLASSIFIERS.forEach(classifier -> classifierRow(table, classifier));
    return table;
  }

  private void classifierRow(TextTable table, Classifier classifier) {
    OptionalDouble validation = results.number(classifier.key() + ".val.accuracy");
    OptionalDouble test = testAccuracy(classifier);
    OptionalDouble f1 = results.number(classifier.key() + ".test.macroF1");
    OptionalDouble gain = gain(classifier);
    addRow(table, validation.isPresent() || test.isPresent() || f1.isPresent(), classifier.label(),
        cell(validation, ResultsTable::percent), cell(test, ResultsTable::percent), cell(f1, ResultsTable::percent),
        cell(gain, ResultsTable::points),
        classifier.control().filter(control -> gain.isPresent()).map(Classifier::label).orElse(""));
  }

  /** Adds the row if it has anything to show. */
  private static void addRow(TextTable table, boolean filled, String... cells) {
    if (filled) {
      table.row(cells);
    }
  }

  private OptionalDouble testAccuracy(Classifier classifier) {
    return results.number(classifier.key() + ".test.accuracy");
  }

  private OptionalDouble gain(Classifier classifier) {
    OptionalDouble own = testAccuracy(classifier);
    OptionalDouble control = classifier.control().map(this::testAccuracy).orElse(OptionalDouble.empty());
    boolean both = own.isPresent() && control.isPresent();
    return both ? OptionalDouble.of(own.getAsDouble() - control.getAsDouble()) : OptionalDouble.empty();
  }

  private static String cell(OptionalDouble number, DoubleFunction<String> format) {
    return number.isPresent() ? format.apply(number.getAsDouble()) : "";
  }

  private static String error(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private static String decibel(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%+.2f", 100 * share);
  }
}
