package org.mae4j.record.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.record.result.ResultMetric.Group;

/**
 * The stages that were repeated with other settings than those of their run, such as other data. Their metrics cannot be
 * compared with those of the other stages.
 *
 * @param settings settings that differ, as {@code KEY=VALUE}, by the key of the stage
 * @param stages key of the stage by the key of each group of metrics
 * @param first number of the first note
 */
public record StageDifferences(SortedMap<String, String> settings, Map<String, String> stages, int first) {

  /** Returns the differences that are recorded in the results of a run. */
  public static StageDifferences of(Results results, Map<String, String> stages) {
    return of(results, stages, 1);
  }

  /** Returns the differences of each of several runs, which have successive notes. */
  public static List<StageDifferences> of(List<Results> runs, Map<String, String> stages) {
    List<StageDifferences> all = new ArrayList<>();
    int first = 1;
    for (Results results : runs) {
      StageDifferences differences = of(results, stages, first);
      all.add(differences);
      first += differences.settings().size();
    }
    return all;
  }

  private static StageDifferences of(Results results, Map<String, String> stages, int first) {
    SortedMap<String, String> settings = new TreeMap<>();
    StageOverrides.in(results).forEach((stage, values) -> {
      if (stages.containsValue(stage)) {
        settings.put(stage, values.entrySet().stream()
            .map(value -> value.getKey() + "=" + NumberLabel.ofSetting(value.getValue()))
            .collect(Collectors.joining(", ")));
      }
    });
    return new StageDifferences(settings, stages, first);
  }

  /** Returns the metrics, with the number of a note in the labels of those that have one. */
  public List<ResultMetric> numbered(List<ResultMetric> metrics) {
    return labeled(metrics, (label, stage) -> (label + mark(stage)).strip());
  }

  private String mark(String stage) {
    return " [" + (first + settings.headMap(stage).size()) + "]";
  }

  /** Returns the number of the note on a metric, after a space; empty if there is none. */
  public String mark(ResultMetric metric) {
    return Optional.of(stage(metric)).filter(settings::containsKey).map(this::mark).orElse("");
  }

  private String stage(ResultMetric metric) {
    return stages.getOrDefault(metric.group().key(), "");
  }

  /** Returns the metrics, with the settings in the labels of those that have others. */
  public List<ResultMetric> described(List<ResultMetric> metrics) {
    return labeled(metrics, (label, stage) -> label.isEmpty() ? "with " + settings.get(stage)
        : label + " (with " + settings.get(stage) + ")");
  }

  private List<ResultMetric> labeled(List<ResultMetric> metrics, BinaryOperator<String> label) {
    return metrics.stream().map(metric -> {
      Group group = metric.group();
      String stage = stage(metric);
      return settings.containsKey(stage)
          ? metric.of(new Group(group.key(), label.apply(group.label(), stage), group.controls())) : metric;
    }).toList();
  }

  /** Returns the notes, one line each. */
  public List<String> notes() {
    return settings.keySet().stream().map(stage -> mark(stage).strip() + " " + note(stage)).toList();
  }

  /** Returns the note on a stage without its number. @param stage one of {@link #settings} */
  public String note(String stage) {
    return "with " + settings.get(stage) + " (stage " + stage + ")";
  }
}
