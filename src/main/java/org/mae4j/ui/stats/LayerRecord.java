package org.mae4j.ui.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.mae4j.report.Distribution;
import org.mae4j.report.LayerLog;
import org.mae4j.report.LayerLog.Of;

/**
 * How parameters, gradients and updates are distributed after a step: for each parameter, and for the matrices of each
 * layer together. Of the matrices alone there are deviations, for nothing else of these is shown.
 *
 * @param step optimiser steps done
 */
record LayerRecord(long step, Map<Of, Figures> magnitudes, Map<Of, Figures> deviations) {
  /** The statistics of Deeplearning4j that tell of the same. */
  static final Map<Of, StatsType> TYPES =
      Map.of(Of.PARAMETER, StatsType.Parameters, Of.GRADIENT, StatsType.Gradients, Of.UPDATE, StatsType.Updates);

  /** Where nothing was recorded. */
  static final LayerRecord NONE = of(0, List.of(), new Figures.NameTable());

  /** @param rows of the step */
  static LayerRecord of(long step, List<LayerLog.Row> rows, Figures.NameTable names) {
    Map<Of, Figures> magnitudes = new LinkedHashMap<>();
    Map<Of, Figures> deviations = new LinkedHashMap<>();
    for (Of of : Of.values()) {
      Map<String, Distribution> single = distributions(rows, of);
      Map<String, Distribution.Summary> together = matrices(single);
      Map<String, Float> all = new LinkedHashMap<>();
      single.forEach((name, distribution) -> all.put(Vertex.key(name), distribution.magnitude()));
      together.forEach((key, summary) -> all.put(key, summary.magnitude()));
      magnitudes.put(of, figures(all, names));
      deviations.put(of, figures(together.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
          entry -> entry.getValue().deviation(), (a, b) -> a, LinkedHashMap::new)), names));
    }
    return new LayerRecord(step, magnitudes, deviations);
  }

  /** The histograms that {@code rows} of a step hold, for each parameter. */
  static Map<String, Histogram> histograms(List<LayerLog.Row> rows, Of of) {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    distributions(rows, of).forEach((name, distribution) -> histograms.put(Vertex.key(name), new Histogram(
        distribution.min(), distribution.max(), Distribution.BINS,
        distribution.histogram().stream().mapToInt(Integer::intValue).toArray())));
    return histograms;
  }

  private static Map<String, Distribution> distributions(List<LayerLog.Row> rows, Of of) {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    rows.stream().filter(row -> row.of() == of)
        .forEach(row -> distributions.put(row.parameter(), row.distribution()));
    return distributions;
  }

  /** By the key of the matrices of each layer that has any. */
  private static Map<String, Distribution.Summary> matrices(Map<String, Distribution> single) {
    Map<String, List<Distribution>> byLayer = new LinkedHashMap<>();
    single.forEach((name, distribution) -> {
      if (Vertex.isMatrix(name)) {
        byLayer.computeIfAbsent(Vertex.weights(Vertex.of(name)), key -> new ArrayList<>()).add(distribution);
      }
    });
    Map<String, Distribution.Summary> together = new LinkedHashMap<>();
    byLayer.forEach((key, parts) -> together.put(key, Distribution.together(parts)));
    return together;
  }

  private static Figures figures(Map<String, Float> values, Figures.NameTable names) {
    float[] array = new float[values.size()];
    int place = 0;
    for (float value : values.values()) {
      array[place++] = value;
    }
    return Figures.of(names.of(List.copyOf(values.keySet())), array);
  }
}
