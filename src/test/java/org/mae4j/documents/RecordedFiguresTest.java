package org.mae4j.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Finds the results that documents and headers of configurations state in the recorded files of experiments. A result is
 * a number with a decimal point, or one with a unit, such as percent, minutes, TFLOP or epochs, in digits or a word up to
 * twelve, outside of code; documents for users have only those with a unit that is no count. It must be a recorded value
 * of the same kind, or follow from recorded values, after rounding to its digits. A paragraph or row of a table must have
 * it from the experiments that it names, or from their tables that it links; the page of an experiment also from its own
 * folder. Numbers can also be settings of a configuration that it names.
 */
class RecordedFiguresTest {
  private static final Path DOCS = Path.of("docs");
  private static final RecordedSources SOURCES = new RecordedSources();

  static Stream<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    for (Path root : List.of(RecordedSources.EXPERIMENTS, RecordedSources.CONF, DOCS)) {
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
    List<String> unknown = new ArrayList<>();
    List<StatedNumber> all = new ArrayList<>();
    for (Passage passage : Passage.of(document)) {
      List<RecordedValues> records = SOURCES.of(document, passage);
      Predicate<StatedNumber> recorded =
          number -> records.stream().anyMatch(values -> values.has(number.text(), number.unit()));
      List<StatedNumber> results = results(document, passage);
      results.stream().filter(number -> !UnrecordedNumbers.isNoResult(document, number) && !recorded.test(number)
          && !UnrecordedNumbers.isComputed(document, number, recorded))
          .forEach(number -> unknown.add(document + ":" + passage.line() + ": " + number));
      all.addAll(results);
    }
    assertEquals(List.of(), unknown, "no recorded file has these numbers");
    assertEquals(List.of(), UnrecordedNumbers.notStated(document, all), "the document does not have these numbers");
  }

  private static List<StatedNumber> results(Path document, Passage passage) {
    boolean forUsers = document.startsWith(DOCS) && !document.equals(RecordedSources.PERFORMANCE);
    boolean ofStudies = !document.startsWith(DOCS) && !document.startsWith(RecordedSources.CONF.resolve("data"));
    return StatedNumber.in(passage).stream()
        .filter(number -> ofStudies || !number.unit().isCount())
        .filter(number -> !forUsers || number.explicit() && !number.unit().kinds().contains(Kind.BYTES)).toList();
  }

  /** A passage without a name would be compared with the records of all experiments. */
  @Test
  void resultsOfTheReadmeNameTheirExperiment() throws IOException {
    Path readme = Path.of("README.md");
    assertEquals(List.of(), Passage.of(readme).stream().filter(passage -> SOURCES.named(passage.text()).isEmpty())
        .flatMap(passage -> results(readme, passage).stream())
        .filter(number -> !UnrecordedNumbers.isNoResult(readme, number)).toList());
  }

  @Test
  void linksNameTheirExperiment() {
    assertEquals(List.of("quickstart"), SOURCES.named("| [quickstart](experiments/quickstart/README.md): 5 |"));
    assertEquals(List.of("embedded", "soak"),
        SOURCES.named("[a](../experiments/embedded/README.md), [b](soak/README.md)"));
  }

  @Test
  void findsValuesThatAreWrittenOtherwise() {
    RecordedValues quickstart = SOURCES.of("quickstart");
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
    assertTrue(quickstart.has("15", Unit.EPOCHS) && quickstart.has("1,000", Unit.IMAGES));
    assertFalse(quickstart.has("16", Unit.EPOCHS) || quickstart.has("1,001", Unit.IMAGES));
    assertTrue(quickstart.has("0.01319", Unit.NONE));
    assertFalse(quickstart.has("0.01318", Unit.NONE));
  }

  @Test
  void numbersHaveTheUnitThatTheTextSays() {
    assertEquals(
        List.of("40.1 PERCENT", "0.5 INTERVAL", "2.1 INTERVAL", "123 MINUTES", "4 EPOCHS", "7 CPU_MINUTES",
            "9 CPU_MINUTES"),
        units("40.1 % (0.5 to 2.1), 2 hours 3 minutes, with 4 epochs 7 and 9 CPU minutes"));
    assertEquals(List.of("0.0132 MSE", "0.75 OTHER", "1.5 POINTS", "−0.2 POINTS", "0.1 POINTS"),
        units("masked MSE 0.0132, layer decay 0.75, gains 1.5 points, −0.2 ± 0.1 points"));
    assertEquals(List.of("2 MINUTES", "9 TRIALS"), units("after two minutes, nine trials of one study had ended"));
  }

  private static List<String> units(String text) {
    return StatedNumber.in(new Passage(1, text, List.of(), "")).stream()
        .map(number -> number.text() + " " + number.unit()).toList();
  }

  /** Of the numbers with one decimal, those of experiments with many runs have the most; documents have two decimals. */
  @ParameterizedTest
  @MethodSource("experiments")
  void acceptsFewPercentagesByChance(String experiment) throws IOException {
    RecordedValues values = SOURCES.of(experiment);
    long accepted = IntStream.rangeClosed(0, 1000)
        .filter(tenths -> values.has(tenths / 10 + "." + tenths % 10, Unit.PERCENT)).count();
    try (Stream<Path> files = Files.walk(RecordedSources.EXPERIMENTS.resolve(experiment))) {
      long runs = files.filter(file -> file.endsWith("results.json")).count();
      assertTrue(accepted < (runs > 4 ? 300 : 150), accepted + " of 1001 with " + runs + " runs");
    }
  }

  static Stream<String> experiments() {
    return SOURCES.experiments().stream();
  }
}
