package org.mae4j.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;

/**
 * Reads recorded files, of a configuration the settings, and adds what follows from one of them: intervals and standard
 * errors of accuracies, and differences of accuracies on the same images.
 */
final class RecordedFiles {
  private static final Pattern SETTING =
      Pattern.compile("(\\w+)\"? *[=:] *\"?(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?)(?![.\\w])");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d[\\d,]*(?:\\.\\d+)?)(?![\\w.])([^\n]*)");
  private static final Set<String> NO_FIGURES =
      Set.of("confusion", "versus", "learningRateAccuracies", "seeds", "memoryBytes", "heapBytes");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final RecordedValues values = new RecordedValues();
  private final RecordedCommands commands = new RecordedCommands(values);

  /** Returns the values of a file, or of all files of a folder. */
  static RecordedValues of(Path place) {
    RecordedFiles recorded = new RecordedFiles();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        recorded.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    recorded.commands.addDurations();
    return recorded.values;
  }

  private void add(Path file) throws IOException {
    switch (file.getFileName().toString().replaceFirst("^(?!metrics|results|provenance).*\\.", "")) {
      case "metrics.csv" -> addMetrics(MetricsLog.read(file));
      case "results.json" ->
        addResults(MAPPER.readTree(file.toFile()), file.toString().matches(".*/(sweep-|trials/).*"));
      case "provenance.json" -> {
        JsonNode provenance = MAPPER.readTree(file.toFile());
        addTree("", provenance);
        commands.add(provenance, file.getParent().getParent());
      }
      case "csv" -> RecordedTable.read(file).addTo(values);
      case "conf" -> addSettings(Files.readString(file));
      case "txt" -> NUMBER.matcher(Files.readString(file)).results().forEach(number -> values
          .add(Double.parseDouble(number.group(1).replace(",", "")), Unit.written(number.group(2)).orElse(Unit.NONE)));
      default -> {
      }
    }
  }

  private void addMetrics(List<MetricsLog.MetricRow> rows) {
    rows.stream().filter(row -> row.name().endsWith(".val.maskedMse"))
        .forEach(row -> values.add(row.value(), Unit.MSE));
    rows.stream().collect(Collectors.toMap(MetricsLog.MetricRow::stage, row -> row, (first, last) -> last)).values()
        .forEach(last -> {
          values.add(last.step(), Unit.STEPS);
          values.add(Math.floor(last.epoch()), Unit.EPOCHS);
        });
  }

  private void addSettings(String text) {
    for (MatchResult setting : SETTING.matcher(text).results().toList()) {
      double value = Double.parseDouble(setting.group(2));
      values.add(value, Unit.OTHER);
      if (setting.group(1).matches("maskRatio|labeledFraction")) {
        values.add(value, Unit.SHARE);
      }
      if (setting.group(1).endsWith("epochs")) {
        values.add(value, Unit.EPOCHS);
      }
      if (setting.group(1).matches("train|test|size|microBatch")) {
        values.add(value, Unit.IMAGES);
      }
    }
  }

  /** @param trial whether it is a trial of a sweep, whose accuracies are on validation */
  private void addResults(JsonNode results, boolean trial) {
    addSettings(results.path("settings").toString());
    results.forEach(group -> group.properties().stream().filter(figure -> !trial || !figure.getKey().equals("test"))
        .forEach(figure -> addTree(figure.getKey(), figure.getValue())));
    for (String split : trial ? List.of("val") : List.of("val", "test")) {
      double[] accuracies = results.findValues(split).stream().filter(node -> node.has("accuracy"))
          .mapToDouble(node -> node.path("accuracy").doubleValue()).toArray();
      DoubleStream.of(accuracies).forEach(first -> DoubleStream.of(accuracies)
          .forEach(second -> values.add(first - second, Unit.DIFFERENCE)));
    }
    values.add(results.at("/pretrain/flops").asDouble() + results.at("/finetune/flops").asDouble(), Unit.ONE_OPERATION);
  }

  private void addTree(String name, JsonNode node) {
    if (node.isNumber()) {
      values.add(node.doubleValue(), Unit.recorded(name));
    }
    if (node.has("confusion")) {
      ClassifiedCounts counts = ClassifiedCounts.of(MAPPER.convertValue(node.get("confusion"), int[][].class));
      addInterval(counts.interval(), Unit.SHARE);
      values.add(counts.images(), Unit.IMAGES);
      double share = (double) counts.correct() / counts.images();
      values.add(Math.sqrt(share * (1 - share) / counts.images()), Unit.DIFFERENCE);
    }
    node.path("versus").forEach(
        counts -> addInterval(PairedCounts.of(MAPPER.convertValue(counts, int[][].class)).interval(), Unit.DIFFERENCE));
    if (node.isArray() && !NO_FIGURES.contains(name)) {
      node.forEach(element -> addTree(name, element));
    }
    node.properties().stream().filter(child -> !NO_FIGURES.contains(child.getKey()))
        .forEach(child -> addTree(child.getKey(), child.getValue()));
  }

  private void addInterval(Interval interval, Unit unit) {
    values.add(interval.low(), unit);
    values.add(interval.high(), unit);
  }
}
