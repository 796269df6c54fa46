package org.mae4j.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
  private static final String UNIT = "(?= ?%| (?:images/s|points|dB|GFLOP/s)\\b)";
  private static final String START = "(?<![\\w.,/:-])[+−-]?\\d[\\d,]*";
  private static final Pattern MEASURED = Pattern.compile(START + "(?:\\.\\d+)?" + UNIT);
  private static final Pattern RESULT =
      Pattern.compile(START + "\\.\\d+(?:e-?\\d+)?(?![.\\d])|" + START + UNIT + "|" + START
          + "(?= \\(\\d+\\))|(?<=\\d \\()\\d+(?=\\))");
  private static final Pattern CODE = Pattern.compile("`[^`]*`|\\]\\(https?:[^)]*\\)");
  private static final Pattern LINK = Pattern.compile("\\]\\([^)]*\\)");
  private static final Pattern EXPERIMENT =
      Pattern.compile("(?:(?:\\]\\()?experiments/|\\]\\()([a-z0-9-]+)(?=[/)\\s,;.]|$)");

  /** Numbers that are no results of this program, by document. */
  private static final Map<String, List<String>> NO_RESULTS = Map.ofEntries(
      // The mask ratio of the paper; a license.
      Map.entry("README.md", List.of("75", "2.0")),
      Map.entry("docs/architecture.md", List.of("75")),
      // A bound, a mask ratio, how much the machine varies, and estimates.
      Map.entry("docs/performance.md", List.of("0.1", "0.75", "5", "10", "1.6", "0.3", "0.5")),
      // The quality of the JPEG copy, and published recipes.
      Map.entry("experiments/cifar10-tiny/README.md", List.of("33", "57", "91")),
      // Steps per epoch, and growth from one recorded value to another.
      Map.entry("experiments/soak/README.md", List.of("9.7", "1.2")),
      // Minutes of the whole command.
      Map.entry("experiments/sweep-quick/README.md", List.of("4.6")),
      // A public code.
      Map.entry("conf/cifar10-seed.conf", List.of("89.77", "74.13")),
      // Aims.
      Map.entry("conf/embedded.conf", List.of("40", "85")));

  private static final Map<String, RecordedValues> RECORDED = new TreeMap<>();

  /**
   * A place of a document.
   *
   * @param line number of its first line
   */
  private record Passage(int line, String text) {}

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> folders = Files.list(EXPERIMENTS)) {
      folders.filter(Files::isDirectory)
          .forEach(folder -> RECORDED.put(folder.getFileName().toString(), RecordedValues.of(folder)));
    }
  }

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    for (Path root : List.of(EXPERIMENTS, Path.of("conf"), DOCS)) {
      try (Stream<Path> files = Files.walk(root, 2)) {
        files.filter(file -> file.toString().matches("experiments/.*README\\.md|conf/.*\\.(conf|md)|docs/.*\\.md"))
            .sorted()
            .forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void resultsAreRecorded(Path document) throws IOException {
    List<String> exempt = NO_RESULTS.getOrDefault(document.toString(), List.of());
    List<String> unknown = new ArrayList<>();
    for (Passage passage : passages(document)) {
      List<RecordedValues> records = records(document, passage.text());
      results(document, passage.text()).stream()
          .filter(number -> !exempt.contains(number) && records.stream().noneMatch(values -> values.has(number)))
          .forEach(number -> unknown.add(document + ":" + passage.line() + ": " + number));
    }
    assertEquals(List.of(), unknown, "no recorded file has these numbers");
  }

  @Test
  void numbersThatAreNoResultsAreInTheirDocuments() throws IOException {
    for (Map.Entry<String, List<String>> document : NO_RESULTS.entrySet()) {
      Path path = Path.of(document.getKey());
      List<String> all =
          passages(path).stream().flatMap(passage -> results(path, passage.text()).stream()).toList();
      assertEquals(List.of(), document.getValue().stream().filter(number -> !all.contains(number)).toList(),
          document.getKey());
    }
  }

  /** Returns the paragraphs and the rows of tables, of a configuration those of its comments. */
  private static List<Passage> passages(Path document) throws IOException {
    boolean configuration = document.toString().endsWith(".conf");
    Map<Integer, StringBuilder> passages = new LinkedHashMap<>();
    int first = 0;
    int number = 0;
    boolean code = false;
    for (String line : Files.readAllLines(document)) {
      number++;
      code ^= line.startsWith("```");
      String text = configuration && !line.startsWith("#") ? "" : line;
      if (text.isBlank() || code || text.startsWith("|") || text.startsWith("- ")) {
        first = number;
      }
      if (!code) {
        passages.computeIfAbsent(first, start -> new StringBuilder()).append(text).append('\n');
      }
    }
    return passages.entrySet().stream().map(entry -> new Passage(entry.getKey(), entry.getValue().toString())).toList();
  }

  private static List<String> results(Path document, String passage) {
    Pattern pattern = document.startsWith(DOCS) && !document.equals(PERFORMANCE) ? MEASURED : RESULT;
    String text = LINK.matcher(CODE.matcher(passage).replaceAll("]")).replaceAll("]");
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<RecordedValues> records(Path document, String passage) {
    Path folder = document.equals(PERFORMANCE) ? EXPERIMENTS.resolve("performance") : document.getParent();
    if (folder != null && EXPERIMENTS.equals(folder.getParent())) {
      return List.of(RECORDED.get(folder.getFileName().toString()));
    }
    List<RecordedValues> named = experiments(passage).stream().map(RECORDED::get).toList();
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
    List<String> exempt = NO_RESULTS.get(readme.toString());
    for (Passage passage : passages(readme)) {
      assertTrue(exempt.containsAll(results(readme, passage.text())) || !experiments(passage.text()).isEmpty(),
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
    for (String number : List.of("70.0", "70.00", "67.1", "72.8", "+32.3", "+28.7", "−24.2", "0.0132", "0.01319")) {
      assertTrue(quickstart.has(number), number);
    }
    for (String number : List.of("70.01", "93.7", "+24.2", "−28.7", "0.01318")) {
      assertFalse(quickstart.has(number), number);
    }
  }
}
