package org.mae4j.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;

/**
 * The numbers in the recorded files of a folder, and those that follow from them: shares in percent, operations in TFLOP, intervals and
 * standard errors of accuracies, differences of accuracies, and medians, fastest values and quartiles of paired times.
 *
 * @param values in no order
 */
record RecordedValues(List<Double> values) {
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(\\.\\d+)?([eE]-?\\d+)?(?![\\w.])");
  private static final Pattern TEXT = Pattern.compile(".*\\.(csv|conf)");
  private static final double TERA = 1e12;
  private static final JsonMapper MAPPER = new JsonMapper();

  static RecordedValues of(Path folder) {
    RecordedValues recorded = new RecordedValues(new ArrayList<>());
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        recorded.addFile(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return recorded;
  }

  /** Returns whether a value is {@code number} after rounding to the digits that the text has. */
  boolean has(String number) {
    String text = number.replace(",", "").replace('−', '-');
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String format = text.contains("e") ? "%." + digits(text.replaceFirst("e.*", "")) + "e" : "%." + digits(text) + "f";
    double wanted = Double.parseDouble(text);
    return values.stream().map(value -> signed ? value : Math.abs(value))
        .anyMatch(value -> Double.parseDouble(String.format(Locale.ROOT, format, value)) == wanted);
  }

  private static int digits(String text) {
    return text.contains(".") ? text.length() - text.indexOf('.') - 1 : 0;
  }

  private void addFile(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals("metrics.csv")) {
      MetricsLog.read(file).stream().filter(row -> row.name().contains(".val.")).forEach(row -> add(row.value()));
    } else if (name.endsWith(".json")) {
      JsonNode tree = MAPPER.readTree(file.toFile());
      addTree(tree);
      addAccuracies(tree);
    } else if (TEXT.matcher(name).matches()) {
      String text = Files.readString(file);
      NUMBER.matcher(text).results().map(MatchResult::group).mapToDouble(Double::parseDouble).forEach(this::add);
      if (text.startsWith("pair,")) {
        addTimes(text.lines().skip(1).map(line -> line.split(",")).toList());
      }
    }
  }

  private void add(double value) {
    values.add(value);
    values.add(100 * value);
  }

  private void addTree(JsonNode node) {
    if (node.isNumber()) {
      add(node.doubleValue());
    }
    if (node.has("confusion")) {
      addCounts(ClassifiedCounts.of(matrix(node.get("confusion"))));
    }
    node.path("versus").forEach(counts -> addInterval(PairedCounts.of(matrix(counts)).interval()));
    if (node.path("flops").isNumber()) {
      values.add(node.path("flops").doubleValue() / TERA);
    }
    node.forEach(this::addTree);
  }

  private void addCounts(ClassifiedCounts counts) {
    addInterval(counts.interval());
    double share = (double) counts.correct() / counts.images();
    add(Math.sqrt(share * (1 - share) / counts.images()));
  }

  private void addInterval(Interval interval) {
    add(interval.low());
    add(interval.high());
  }

  private static int[][] matrix(JsonNode node) {
    return MAPPER.convertValue(node, int[][].class);
  }

  /** Adds the differences of all accuracies on the same images. */
  private void addAccuracies(JsonNode results) {
    for (String split : List.of("val", "test")) {
      Map<String, Double> accuracies = new HashMap<>();
      results.properties().forEach(group -> {
        JsonNode accuracy = group.getValue().path(split).path("accuracy");
        if (accuracy.isNumber()) {
          accuracies.put(group.getKey(), accuracy.doubleValue());
        }
      });
      accuracies.values().forEach(first -> accuracies.values().forEach(second -> add(first - second)));
    }
  }

  /** @param pairs rows {@code pair,first,mae4jMs,djlMs} */
  private void addTimes(List<String[]> pairs) {
    double[] ours = column(pairs, 2);
    double[] theirs = column(pairs, 3);
    double[] ratios = new double[pairs.size()];
    Arrays.setAll(ratios, i -> Double.parseDouble(pairs.get(i)[3]) / Double.parseDouble(pairs.get(i)[2]));
    Arrays.sort(ratios);
    Stream.of(0.0, 0.25, 0.5, 0.75).forEach(share -> {
      values.add(quantile(ours, share));
      values.add(quantile(theirs, share));
      values.add(quantile(theirs, share) / quantile(ours, share));
      values.add(quantile(ratios, share));
    });
  }

  private static double[] column(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).sorted().toArray();
  }

  /** Returns a quantile with linear interpolation. */
  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
