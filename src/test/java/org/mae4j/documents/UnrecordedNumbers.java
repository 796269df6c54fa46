package org.mae4j.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Numbers that no recorded file has. They are written as in the document, or without a unit if they have none there. */
final class UnrecordedNumbers {
  /** Numbers that are no results of this program, by document or a start of its name that ends with a hyphen. */
  private static final Map<String, List<String>> NO_RESULTS = Map.ofEntries(
      // The mask ratio of the paper; a license; a download; a bound of the quickstart; the test images of the smallest
      // experiments, and how far two accuracies on them can be apart by chance.
      Map.entry("README.md", List.of("75 %", "2.0", "260 MB", "1,000 images", "4 points", "4 minutes")),
      Map.entry("docs/architecture.md", List.of("75 %")),
      // What programs and settings do.
      Map.entry("docs/configuration.md", List.of("10 times")),
      Map.entry("docs/run-directory.md", List.of("4 times")),
      Map.entry("docs/sweeps-compared.md", List.of("10 times")),
      Map.entry("docs/sweeps.md", List.of("10 times")),
      // A download, a bound, a mask ratio, operations of a configuration, how much the machine varies, and estimates.
      Map.entry("docs/performance.md",
          List.of("500 MB", "0.1 %", "0.75", "39 GFLOP", "5 %", "10 %", "1.6 times", "20 %", "0.3 %", "0.5 %", "2 %",
              "10 seconds")),
      // The quality of the JPEG copy.
      Map.entry("experiments/cifar10-", List.of("26 dB", "33 dB")),
      // The whole study behind an experiment; a recorded search without its provenance.
      Map.entry("experiments/README.md", List.of("330 epochs", "1,296 images")),
      // Labeled images of a class with the smaller fraction, and steps of its linear probe.
      Map.entry("experiments/cifar10-few-labels/README.md", List.of("45 images", "15 steps")),
      // Budgets of searches on synthetic objectives; a recorded search without its provenance.
      Map.entry("experiments/search-benchmarks/README.md",
          List.of("50 trials", "27 epochs", "1,296 images", "3 trials")),
      // Validation images of a drawn set; trials with some settings, or of an earlier plan.
      Map.entry("experiments/sweep-quick/README.md", List.of("900 images", "3 trials")),
      Map.entry("experiments/sweep-layer-decay/README.md", List.of("2 trials")),
      // Images of the recipe, divided by those of the search; steps and epochs of a curve.
      Map.entry("experiments/cifar10-without-reconstruction/README.md",
          List.of("30 times", "45 times", "2 steps", "3 epochs")),
      // Also epochs of all trials, those that pruning saved, and trials with some settings.
      Map.entry("experiments/sweep-search/README.md",
          List.of("13 times", "45 times", "24 epochs", "160 epochs", "3 trials",
              "5 trials")),
      // Published recipes.
      Map.entry("experiments/cifar10-tiny/README.md",
          List.of("42 %", "57 %", "82 %", "91 %", "100 epochs", "2,000 epochs")),
      // Estimates for the whole study, what the study and a public code state, and a ratio of errors.
      Map.entry("experiments/cifar10-seed/README.md",
          List.of("204 CPU hours", "112 CPU hours", "12 hours", "89.77 %", "74.13 %", "330 epochs", "2,000 epochs",
              "3 times")),
      Map.entry("conf/cifar10-seed.conf", List.of("12 hours", "89.77 %", "74.13 %", "2,000 epochs")),
      // Versions, a compute capability, and validation images of the configuration.
      Map.entry("experiments/gpu/README.md", List.of("2.11", "9.0", "13.0", "1,000 images")),
      // Aims.
      Map.entry("experiments/embedded/README.md", List.of("40 %", "85 %")),
      Map.entry("conf/embedded.conf", List.of("40 %", "85 %")),
      // Epochs of the steps; training images; steps of a test; times of the rows.
      Map.entry("experiments/soak/README.md", List.of("9.7", "45,000 images", "600 steps", "5 seconds", "2 minutes")));

  /** Numbers that follow from two recorded ones of different runs or stages, by document. */
  private static final Map<String, List<String>> COMPUTED = Map.ofEntries(
      Map.entry("experiments/README.md",
          List.of("3.6 times = 7.85 / 2.16 TFLOP", "8 % = 1.98 / 2.16 TFLOP", "45 % = 1.19 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-optimizers/README.md", List.of("3.6 times = 7.85 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-more-choices/README.md",
          List.of("8 % = 1.98 / 2.16 TFLOP", "45 % = 1.19 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-choices/README.md",
          List.of("4.5 times = 20.86 / 4.64 TFLOP", "11 % = 90.1 / 81.1 CPU seconds", "60 % = 3.40 / 5.71 TFLOP")),
      Map.entry("experiments/sweep-layer-decay/README.md",
          List.of("0.95 times = 10.69 / 11.29 TFLOP", "1.11 times = 12.48 / 11.29 TFLOP")),
      Map.entry("experiments/sweep-search/README.md", List.of("2.8 points = 44.5 - 41.7 %")),
      Map.entry("experiments/cifar10-half-hour/README.md", List.of("30 % = 699.7 / 2303.7 CPU seconds")),
      Map.entry("experiments/cifar10-seed/README.md", List.of("0.6 % = 478 / 78900 TFLOP")),
      Map.entry("experiments/embedded/README.md", List.of("1.3 times = 11.29 / 8.91 TFLOP", "5 times = 15 / 3 epochs")),
      Map.entry("experiments/soak/README.md", List.of("1.2 % = 946.1 / 934.9 MB")));
  private static final Pattern FORMULA = Pattern.compile("(.+) = (\\S+) ([-/]) (\\S+)( .+)");

  private UnrecordedNumbers() {}

  static boolean isNoResult(Path document, StatedNumber number) {
    return NO_RESULTS.entrySet().stream().filter(entry -> isFor(document, entry.getKey()))
        .anyMatch(entry -> entry.getValue().stream().anyMatch(number::is));
  }

  private static boolean isFor(Path document, String name) {
    return document.toString().equals(name) || name.endsWith("-") && document.toString().startsWith(name);
  }

  /** @param recorded whether a number is recorded */
  static boolean isComputed(Path document, StatedNumber number, Predicate<StatedNumber> recorded) {
    return formulas(document).stream().filter(formula -> number.is(formula.group(1)) && isRight(formula))
        .anyMatch(formula -> List.of(2, 4).stream().allMatch(group -> recorded.test(new StatedNumber(
            formula.group(group), Unit.written(formula.group(5)).orElseThrow(), true))));
  }

  private static List<MatchResult> formulas(Path document) {
    return COMPUTED.getOrDefault(document.toString(), List.of()).stream()
        .flatMap(formula -> FORMULA.matcher(formula).results()).toList();
  }

  /** A quotient can be stated as it is, in percent, or as how many percent more or less than 1 it is. */
  private static boolean isRight(MatchResult formula) {
    double first = Double.parseDouble(formula.group(2));
    double second = Double.parseDouble(formula.group(4));
    String[] number = formula.group(1).split(" ");
    RecordedValues results = new RecordedValues();
    if (formula.group(3).equals("-")) {
      results.add(first - second, Unit.NONE);
    } else if (number[1].equals("%")) {
      results.add(100 * first / second, Unit.NONE);
      results.add(100 * first / second - 100, Unit.NONE);
    } else {
      results.add(first / second, Unit.NONE);
    }
    return results.has(number[0], Unit.NONE);
  }

  /** Returns the numbers that {@code stated} does not have, so that no number is accepted that is not stated anymore. */
  static List<String> notStated(Path document, List<StatedNumber> stated) {
    List<String> numbers = new ArrayList<>(formulas(document).stream().map(formula -> formula.group(1)).toList());
    NO_RESULTS.entrySet().stream().filter(entry -> isFor(document, entry.getKey()))
        .forEach(entry -> numbers.addAll(entry.getValue()));
    return numbers.stream().filter(number -> stated.stream().noneMatch(other -> other.is(number))).toList();
  }
}
