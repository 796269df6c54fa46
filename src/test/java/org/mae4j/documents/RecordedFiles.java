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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.result.ClassifiedCounts;
import org.mae4j.record.result.Interval;
import org.mae4j.record.result.PairedCounts;

/**
 * Reads the recorded files of an experiment, and adds what follows from one of them: intervals and standard errors of
 * accuracies, differences of accuracies on the same images, and sums over the stages of a run.
 */
final class RecordedFiles {
  private static final Pattern SETTING =
      Pattern.compile("([\\w.]+) *[=:] *\"?(-?\\d+(?:\\.\\d+)?(?:[eE]-?\\d+)?)(?![.\\w])");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d[\\d,]*(?:\\.\\d+)?(?![\\w.])");
  private static final Set<String> NO_FIGURES =
      Set.of("confusion", "versus", "learningRateAccuracies", "seeds", "memoryBytes", "heapBytes");
  private static final Unit SECONDS = Unit.recorded("seconds");
  private static final Unit DIFFERENCE = Unit.recorded("difference");
  private static final Unit SHARE = Unit.recorded("accuracy");
  /** Stages whose times documents add: both trainings, with the probes, with training from scratch, and all. */
  private static final List<String> SUMS =
      List.of("pretrain|finetune", "pretrain|finetune|probe", "pretrain|finetune|probe|scratch", ".*", "(?!scratch).*");
  private static final JsonMapper MAPPER = new JsonMapper();

  private final RecordedValues values = new RecordedValues();

  static RecordedValues of(Path folder) {
    RecordedFiles recorded = new RecordedFiles();
    try (Stream<Path> files = Files.walk(folder)) {
      Map<Path, List<JsonNode>> sweeps = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        recorded.add(file);
        if (file.endsWith("provenance.json")) {
          MAPPER.readTree(file.toFile())
              .forEach(sweeps.computeIfAbsent(file.getParent().getParent(), none -> new ArrayList<>())::add);
        }
      }
      sweeps.values().forEach(recorded::addDuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return recorded.values;
  }

  private void add(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals("metrics.csv")) {
      MetricsLog.read(file).stream().filter(row -> row.name().endsWith(".val.maskedMse"))
          .forEach(row -> values.add(row.value(), Unit.recorded("maskedMse")));
    } else if (name.equals("results.json")) {
      addResults(MAPPER.readTree(file.toFile()), file.toString().matches(".*/(sweep-|trials/).*"));
    } else if (name.equals("provenance.json")) {
      addProvenance(MAPPER.readTree(file.toFile()));
    } else if (name.endsWith(".csv")) {
      RecordedTable.read(file).addTo(values);
    } else if (name.endsWith(".conf")) {
      SETTING.matcher(Files.readString(file)).results()
          .forEach(setting -> values.add(Double.parseDouble(setting.group(2)), Unit.recorded(setting.group(1))));
    } else if (name.endsWith(".txt")) {
      addText(Files.readString(file));
    }
  }

  private void addText(String text) {
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      Unit unit = Unit.written(text.substring(number.end())).orElse(Unit.NONE);
      values.add(Double.parseDouble(number.group().replace(",", "")), unit);
    }
  }

  /** @param trial whether it is a trial of a sweep, whose figures are on validation */
  private void addResults(JsonNode results, boolean trial) {
    results.properties().forEach(group -> group.getValue().properties().forEach(figure -> {
      if (!trial || !figure.getKey().equals("test")) {
        addTree(figure.getKey(), figure.getValue());
      }
    }));
    addDifferences(results, "val");
    if (!trial) {
      addDifferences(results, "test");
    }
    double both = results.at("/pretrain/flops").asDouble() + results.at("/finetune/flops").asDouble();
    values.add(both, Unit.recorded("flops"));
  }

  private void addTree(String name, JsonNode node) {
    if (node.isNumber() || node.asText().matches("\\d+(?:\\.\\d+)?")) {
      values.add(node.asDouble(), Unit.recorded(name));
    } else if (node.isArray() && !NO_FIGURES.contains(name)) {
      node.forEach(element -> addTree(name, element));
    }
    if (node.has("confusion")) {
      addCounts(ClassifiedCounts.of(matrix(node.get("confusion"))));
    }
    node.path("versus").forEach(counts -> addInterval(PairedCounts.of(matrix(counts)).interval(), DIFFERENCE));
    node.properties().stream().filter(child -> !NO_FIGURES.contains(child.getKey()))
        .forEach(child -> addTree(child.getKey(), child.getValue()));
  }

  private void addCounts(ClassifiedCounts counts) {
    addInterval(counts.interval(), SHARE);
    double share = (double) counts.correct() / counts.images();
    values.add(Math.sqrt(share * (1 - share) / counts.images()), DIFFERENCE);
  }

  private void addInterval(Interval interval, Unit unit) {
    values.add(interval.low(), unit);
    values.add(interval.high(), unit);
  }

  private static int[][] matrix(JsonNode node) {
    return MAPPER.convertValue(node, int[][].class);
  }

  /** Adds the differences of all accuracies on the same images. */
  private void addDifferences(JsonNode results, String split) {
    List<Double> accuracies = new ArrayList<>();
    results.forEach(group -> {
      JsonNode accuracy = group.path(split).path("accuracy");
      if (accuracy.isNumber()) {
        accuracies.add(accuracy.doubleValue());
      }
    });
    accuracies.forEach(first -> accuracies.forEach(second -> values.add(first - second, DIFFERENCE)));
  }

  /** Adds the times of all stages, of the two trainings together, and of all without a control. */
  private void addProvenance(JsonNode commands) {
    commands.forEach(command -> addTree("command", command));
    for (String time : List.of("seconds", "cpuSeconds")) {
      Map<String, Double> stages = new HashMap<>();
      commands.forEach(command -> command.path("stages").properties()
          .forEach(stage -> stages.put(stage.getKey(), stage.getValue().path(time).asDouble())));
      for (String sum : SUMS) {
        double seconds = stages.entrySet().stream().filter(stage -> stage.getKey().matches(sum))
            .mapToDouble(Map.Entry::getValue).sum();
        values.add(seconds, Unit.recorded(time));
      }
    }
    List<JsonNode> all = new ArrayList<>();
    commands.forEach(all::add);
    IntStream.range(0, all.size()).forEach(first -> addDuration(all.subList(first, all.size())));
  }

  /** Adds the time from the first start to the last end, beginning with a run or the trials of a sweep. */
  private void addDuration(List<JsonNode> commands) {
    List<Instant> starts = commands.stream().map(command -> Instant.parse(command.path("started").asText())).toList();
    commands.stream().filter(command -> command.has("ended"))
        .map(command -> Instant.parse(command.path("ended").asText())).max(Comparator.naturalOrder())
        .ifPresent(end -> values.add(Duration.between(Collections.min(starts), end).toSeconds(), SECONDS));
  }
}
