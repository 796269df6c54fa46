package org.mae4j.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Finds the results that documents and headers of configurations state in the recorded files of experiments. A result is
 * a number with a decimal point, one in percent, points, dB, images/s or GFLOP/s, or two as in 275 (259), outside of
 * code; documents for users have only those with a unit. It must be a recorded value, or follow from recorded values,
 * after rounding to its digits. A paragraph or row of a table that names experiments must have it from these, the page of
 * an experiment from its own folder.
 */
class RecordedFiguresTest {
  private static final Path EXPERIMENTS = Path.of("experiments");
  private static final Path DOCS = Path.of("docs");
  private static final Path PERFORMANCE = DOCS.resolve("performance.md");
  private static final Pattern EXPERIMENT =
      Pattern.compile("(?:(?:\\]\\((?:\\.\\./)*)?experiments/|\\]\\((?:\\.\\./)?)([a-z0-9-]+)(?=[/)\\s,;.]|$)");

  /** Numbers that are no results of this program, by document or start of its name. */
  private static final Map<String, List<String>> NO_RESULTS = Map.ofEntries(
      // The mask ratio of the paper; a license; a download.
      Map.entry("README.md", List.of("75", "2.0", "260")),
      Map.entry("docs/architecture.md", List.of("75")),
      // A download, a bound, a mask ratio, operations of a configuration, how much the machine varies, and estimates.
      Map.entry("docs/performance.md", List.of("500", "0.1", "0.75", "39", "5", "10", "1.6", "20", "0.3", "0.5")),
      // The quality of the JPEG copy.
      Map.entry("experiments/cifar10-", List.of("26", "33")),
      // Settings of the search, divided by those of the recipe.
      Map.entry("experiments/cifar10-best/README.md", List.of("30", "45")),
      Map.entry("experiments/sweep-search/README.md", List.of("13", "45")),
      // Published recipes.
      Map.entry("experiments/cifar10-tiny/README.md", List.of("42", "57", "82", "91")),
      // Estimates for the whole study, and what the study and a public code state.
      Map.entry("experiments/cifar10-seed/README.md", List.of("204", "112", "12", "89.77", "74.13")),
      Map.entry("conf/cifar10-seed.conf", List.of("12", "89.77", "74.13")),
      // A version of PyTorch.
      Map.entry("experiments/gpu/README.md", List.of("2.11")),
      // Aims.
      Map.entry("experiments/embedded/README.md", List.of("40", "85")),
      Map.entry("conf/embedded.conf", List.of("40", "85")),
      // Steps per epoch.
      Map.entry("experiments/soak/README.md", List.of("9.7")));

  /** Numbers that follow from two recorded ones, by document. */
  private static final Map<String, List<String>> COMPUTED = Map.ofEntries(
      Map.entry("experiments/README.md",
          List.of("3.6 = 7.85 / 2.16 TFLOP", "8 = 1.98 / 2.16 TFLOP", "45 = 1.19 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-optimizers/README.md", List.of("3.6 = 7.85 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-more-choices/README.md", List.of("8 = 1.98 / 2.16 TFLOP", "45 = 1.19 / 2.16 TFLOP")),
      Map.entry("experiments/sweep-choices/README.md",
          List.of("4.5 = 20.86 / 4.64 TFLOP", "11 = 90.1 / 81.1 CPU seconds", "60 = 3.40 / 5.71 TFLOP")),
      Map.entry("experiments/sweep-layer-decay/README.md",
          List.of("0.95 = 10.69 / 11.29 TFLOP", "1.11 = 12.48 / 11.29 TFLOP")),
      Map.entry("experiments/sweep-search/README.md", List.of("2.8 = 44.5 - 41.7 %")),
      Map.entry("experiments/cifar10-half-hour/README.md", List.of("30 = 699.7 / 2303.7 CPU seconds")),
      Map.entry("experiments/cifar10-seed/README.md", List.of("0.6 = 478 / 78900 TFLOP")),
      Map.entry("experiments/embedded/README.md", List.of("1.3 = 11.29 / 8.91 TFLOP")),
      Map.entry("experiments/soak/README.md", List.of("1.2 = 946.1 / 934.9 MB")));
  private static final Pattern FORMULA = Pattern.compile("(\\S+) = (\\S+) ([-/]) (\\S+)( .+)");

  private static final Map<String, RecordedValues> RECORDED = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> folders = Files.list(EXPERIMENTS)) {
      folders.filter(Files::isDirectory)
          .forEach(folder -> RECORDED.put(folder.getFileName().toString(), RecordedFiles.of(folder)));
    }
  }

  static Stream<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    for (Path root : List.of(EXPERIMENTS, Path.of("conf"), DOCS)) {
      try (Stream<Path> files = Files.walk(root, 2)) {
        files.filter(file -> file.toString().matches("experiments/.*README\\.md|conf/.*\\.(conf|md)|docs/.*\\.md"))
            .sorted()
            .forEach(documents::add);
      }
    }
    return documents.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void resultsAreRecorded(Path document) throws IOException {
    List<String> exempt = exempt(document);
    List<String> unknown = new ArrayList<>();
    for (Passage passage : Passage.of(document)) {
      List<RecordedValues> records = records(document, passage.text());
      results(document, passage).stream().filter(number -> !exempt.contains(number.text()))
          .filter(
              number -> !has(records, number.text(), number.unit()) && !isComputed(document, number.text(), records))
          .forEach(number -> unknown.add(document + ":" + passage.line() + ": " + number));
    }
    assertEquals(List.of(), unknown, "no recorded file has these numbers");
  }

  private static boolean has(List<RecordedValues> records, String number, Unit unit) {
    return records.stream().anyMatch(values -> values.has(number, unit));
  }

  private static List<String> exempt(Path document) {
    return NO_RESULTS.entrySet().stream().filter(entry -> document.toString().startsWith(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream()).toList();
  }

  private static boolean isComputed(Path document, String number, List<RecordedValues> records) {
    return COMPUTED.getOrDefault(document.toString(), List.of()).stream().map(FORMULA::matcher)
        .filter(formula -> formula.matches() && formula.group(1).equals(number))
        .anyMatch(formula -> Stream.of(2, 4)
            .allMatch(group -> has(records, formula.group(group), Unit.written(formula.group(5)).orElseThrow())));
  }

  /** A quotient can be stated as it is, in percent, or as the difference to 100 %. */
  @Test
  void formulasAreRight() {
    COMPUTED.values().stream().flatMap(List::stream).map(FORMULA::matcher).forEach(formula -> {
      assertTrue(formula.matches());
      double first = Double.parseDouble(formula.group(2));
      double second = Double.parseDouble(formula.group(4));
      RecordedValues results = new RecordedValues();
      if (formula.group(3).equals("-")) {
        results.add(first - second, Unit.NONE);
      } else {
        DoubleStream.of(first / second, 100 * first / second, 100 * (1 - first / second))
            .forEach(quotient -> results.add(quotient, Unit.NONE));
      }
      assertTrue(results.has(formula.group(1), Unit.NONE), formula.group());
    });
  }

  @Test
  void exemptNumbersAreInTheirDocuments() throws IOException {
    Map<String, Set<String>> stated = new TreeMap<>();
    for (Path document : documents().toList()) {
      for (Passage passage : Passage.of(document)) {
        results(document, passage).forEach(
            number -> stated.computeIfAbsent(document.toString(), none -> new HashSet<>()).add(number.text()));
      }
    }
    List<String> missing = new ArrayList<>();
    NO_RESULTS.forEach((prefix, numbers) -> stated.forEach((document, all) -> {
      if (document.startsWith(prefix) && (document.equals(prefix) || prefix.endsWith("-"))
          && !all.containsAll(numbers)) {
        missing.add(document + ": " + numbers);
      }
    }));
    COMPUTED.forEach((document, formulas) -> formulas.stream()
        .filter(formula -> !stated.get(document).contains(formula.replaceFirst(" .*", "")))
        .forEach(formula -> missing.add(document + ": " + formula)));
    assertEquals(List.of(), missing);
  }

  private static List<StatedNumber> results(Path document, Passage passage) {
    boolean forUsers = document.startsWith(DOCS) && !document.equals(PERFORMANCE);
    return StatedNumber.in(passage).stream()
        .filter(number -> !forUsers || number.explicit() && !number.unit().kinds().contains(Kind.BYTES)).toList();
  }

  private static List<RecordedValues> records(Path document, String passage) {
    List<String> names = new ArrayList<>(experiments(passage));
    Path folder = document.equals(PERFORMANCE) ? EXPERIMENTS.resolve("performance") : document.getParent();
    if (folder != null && EXPERIMENTS.equals(folder.getParent())) {
      names.add(folder.getFileName().toString());
    }
    List<RecordedValues> named = names.stream().map(RECORDED::get).toList();
    return named.isEmpty() ? List.copyOf(RECORDED.values()) : named;
  }

  private static List<String> experiments(String passage) {
    return EXPERIMENT.matcher(passage).results().map(match -> match.group(1)).distinct()
        .filter(RECORDED::containsKey).toList();
  }

  /** A passage without a name would be compared with the records of all experiments. */
  @Test
  void resultsOfTheReadmeNameTheirExperiment() throws IOException {
    Path readme = Path.of("README.md");
    List<String> exempt = exempt(readme);
    for (Passage passage : Passage.of(readme)) {
      assertTrue(
          exempt.containsAll(results(readme, passage).stream().map(StatedNumber::text).toList())
              || !experiments(passage.text()).isEmpty(),
          readme + ":" + passage.line() + ": " + passage.text());
    }
  }

  @Test
  void linksNameTheirExperiment() {
    assertEquals(List.of("quickstart"), experiments("| [quickstart](experiments/quickstart/README.md): 5 |"));
    assertEquals(List.of("embedded", "soak"),
        experiments("[a](../experiments/embedded/README.md), [b](soak/README.md)"));
  }

  @Test
  void findsValuesThatAreWrittenOtherwise() {
    RecordedValues quickstart = RECORDED.get("quickstart");
    for (String number : List.of("70.0", "70.00", "67.1", "72.8")) {
      assertTrue(quickstart.has(number, Unit.PERCENT), number);
    }
    for (String number : List.of("+32.3", "+28.7", "−24.2", "32.3")) {
      assertTrue(quickstart.has(number, Unit.POINTS), number);
    }
    for (String number : List.of("70.01", "93.7", "32.3")) {
      assertFalse(quickstart.has(number, Unit.PERCENT), number);
    }
    for (String number : List.of("+24.2", "−28.7", "70.0")) {
      assertFalse(quickstart.has(number, Unit.POINTS), number);
    }
    assertTrue(quickstart.has("0.01319", Unit.NONE));
    assertFalse(quickstart.has("0.01318", Unit.NONE));
  }

  /** Documents state most accuracies with two decimals, of which fewer are accepted. */
  @ParameterizedTest
  @MethodSource("experiments")
  void acceptsFewPercentagesByChance(String experiment) {
    RecordedValues values = RECORDED.get(experiment);
    long accepted = IntStream.rangeClosed(0, 1000)
        .filter(tenths -> values.has(tenths / 10 + "." + tenths % 10, Unit.PERCENT)).count();
    assertTrue(accepted < 250, accepted + " of 1001");
  }

  static Stream<String> experiments() {
    return RECORDED.keySet().stream();
  }
}
