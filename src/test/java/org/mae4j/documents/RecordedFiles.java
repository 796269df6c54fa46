package org.mae4j.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;

/**
 * Reads the recorded files of an experiment, and adds what follows from one of them: intervals and standard errors of
 * accuracies, differences of accuracies on the same images, times of several stages, and the time of a sweep.
 */
final class RecordedFiles {
  private static final Pattern SETTING =
      Pattern.compile("(\\w+)\"? *[=:] *\"?(-?\\d+(?:\\.\\d+)?(?:E-?\\d+)?)(?![.\\w])");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(\\d[\\d,]*(?:\\.\\d+)?)(?![\\w.])([^\n]*)");
  private static final Set<String> NO_FIGURES =
      Set.of("confusion", "versus", "learningRateAccuracies", "seeds", "memoryBytes", "heapBytes");
  /** Stages whose times documents add: both trainings, with the probes, with training from scratch, and all. */
  private static final List<String> SUMS =
      List.of("pretrain|finetune", "pretrain|finetune|probe", "pretrain|finetune|probe|scratch", ".*", "(?!scratch).*");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final RecordedValues values = new RecordedValues();
  /** Commands by the directory of the run, or of the trials of a sweep. */
  private final Map<Path, List<JsonNode>> commands = new HashMap<>();

  static RecordedValues of(Path folder) {
    RecordedFiles recorded = new RecordedFiles();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        recorded.add(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    recorded.commands.values().forEach(recorded::addDuration);
    return recorded.values;
  }

  private void add(Path file) throws IOException {
    switch (file.getFileName().toString().replaceFirst("^(?!metrics|results|provenance).*\\.", "")) {
      case "metrics.csv" -> MetricsLog.read(file).stream().filter(row -> row.name().endsWith(".val.maskedMse"))
          .forEach(row -> values.add(row.value(), Unit.MSE));
      case "results.json" ->
        addResults(MAPPER.readTree(file.toFile()), file.toString().matches(".*/(sweep-|trials/).*"));
      case "provenance.json" -> addCommands(MAPPER.readTree(file.toFile()), file.getParent().getParent());
      case "csv" -> RecordedTable.read(file).addTo(values);
      case "conf" -> addSettings(Files.readString(file));
      case "txt" -> NUMBER.matcher(Files.readString(file)).results().forEach(number -> values
          .add(Double.parseDouble(number.group(1).replace(",", "")), Unit.written(number.group(2)).orElse(Unit.NONE)));
      default -> {
      }
    }
  }

  private void addSettings(String text) {
    for (MatchResult setting : SETTING.matcher(text).results().toList()) {
      double value = Double.parseDouble(setting.group(2));
      values.add(value, Unit.OTHER);
      if (setting.group(1).matches("maskRatio|labeledFraction")) {
        values.add(value, Unit.SHARE);
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

  private void addCommands(JsonNode provenance, Path folder) {
    addTree("", provenance);
    for (Unit unit : List.of(Unit.SECONDS, Unit.CPU_SECONDS)) {
      String time = unit == Unit.SECONDS ? "seconds" : "cpuSeconds";
      Map<String, Double> stages = new HashMap<>();
      provenance.forEach(command -> command.path("stages").properties()
          .forEach(stage -> stages.put(stage.getKey(), stage.getValue().path(time).asDouble())));
      SUMS.forEach(sum -> values.add(stages.entrySet().stream().filter(stage -> stage.getKey().matches(sum))
          .mapToDouble(Map.Entry::getValue).sum(), unit));
    }
    List<JsonNode> all = new ArrayList<>();
    provenance.forEach(all::add);
    IntStream.range(0, all.size()).forEach(first -> addDuration(all.subList(first, all.size())));
    commands.computeIfAbsent(folder, none -> new ArrayList<>()).addAll(all);
  }

  /** Adds the time from the first start to the last end of some commands. */
  private void addDuration(List<JsonNode> commands) {
    Instant start = commands.stream().map(command -> Instant.parse(command.path("started").asText()))
        .min(Comparator.naturalOrder()).orElseThrow();
    commands.stream().filter(command -> command.has("ended"))
        .map(command -> Instant.parse(command.path("ended").asText())).max(Comparator.naturalOrder())
        .ifPresent(end -> values.add(Duration.between(start, end).toSeconds(), Unit.SECONDS));
  }
}
