package org.mae4j.record.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mae4j.base.NumberLabel;
import org.mae4j.record.result.Figure.Group;

/**
 * The stages that were repeated with other settings than those of their run, such as other data. Their figures cannot be
 * compared with those of the other stages.
 *
 * @param settings settings that differ, as {@code KEY=VALUE}, by the key of the stage
 * @param stages key of the stage by the key of each group of figures
 */
public record StageDifferences(SortedMap<String, String> settings, Map<String, String> stages) {

  /** Returns the differences that are recorded in the results of a run. */
  public static StageDifferences of(Results results, Map<String, String> stages) {
    SortedMap<String, String> settings = new TreeMap<>();
    results.scalars().forEach((key, value) -> {
      String[] parts = key.split("\\.", 3);
      if (parts[0].equals("settings") && stages.containsValue(parts[1])) {
        settings.merge(parts[1], parts[2] + "=" + NumberLabel.ofSetting(value.toString()),
            (before, other) -> before + ", " + other);
      }
    });
    return new StageDifferences(settings, stages);
  }

  /** Returns the figures, with the number of a note in the labels of those that have one. */
  public List<Figure> numbered(List<Figure> figures) {
    List<String> noted = List.copyOf(settings.keySet());
    return labeled(figures, stage -> " [" + (noted.indexOf(stage) + 1) + "]");
  }

  /** Returns the figures, with the settings in the labels of those that have others. */
  public List<Figure> described(List<Figure> figures) {
    return labeled(figures, stage -> " (with " + settings.get(stage) + ")");
  }

  private List<Figure> labeled(List<Figure> figures, Function<String, String> addition) {
    return figures.stream().map(figure -> {
      Group group = figure.group();
      String stage = stages.getOrDefault(group.key(), "");
      return settings.containsKey(stage) && !group.label().isEmpty()
          ? figure.of(new Group(group.key(), group.label() + addition.apply(stage), group.controls())) : figure;
    }).toList();
  }

  /** Returns the notes, one line each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    settings.forEach(
        (stage, values) -> notes.add("[" + (notes.size() + 1) + "] with " + values + " (stage " + stage + ")"));
    return notes;
  }
}
