package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.mae4j.model.ModelSummary;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog.Of;
import org.mae4j.record.log.LayerLog;

/**
 * How parameters, gradients and updates are distributed after a step: for each parameter, and for the weights of each
 * layer together. Of the weights alone there are deviations, for nothing else of these is shown.
 *
 * @param step optimizer steps done
 */
record LayerRecord(long step, Map<Of, StatisticsFigures> magnitudes, Map<Of, StatisticsFigures> deviations) {
  /** The statistics of Deeplearning4j that tell of the same. */
  static final Map<Of, StatsType> TYPES =
      Map.of(Of.PARAMETER, StatsType.Parameters, Of.GRADIENT, StatsType.Gradients, Of.UPDATE, StatsType.Updates);

  /** Where nothing was recorded. */
  static final LayerRecord NONE =
      of(0, List.of(), new StatisticsFigures.NameTable(), new ParameterKeys(new ModelSummary(List.of())));

  /** @param rows of the step */
  static LayerRecord of(long step, List<LayerLog.Row> rows, StatisticsFigures.NameTable names, ParameterKeys keys) {
    Map<Of, StatisticsFigures> magnitudes = new LinkedHashMap<>();
    Map<Of, StatisticsFigures> deviations = new LinkedHashMap<>();
    for (Of of : Of.values()) {
      Map<String, Distribution> single = distributions(rows, of);
      Map<String, Distribution.Summary> together = weights(single, keys);
      Map<String, Float> all = new LinkedHashMap<>();
      single.forEach((name, distribution) -> all.put(keys.of(name).name(), distribution.magnitude()));
      together.forEach((key, summary) -> all.put(key, summary.magnitude()));
      magnitudes.put(of, figures(all, names));
      deviations.put(of, figures(together.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
          entry -> entry.getValue().deviation(), (a, b) -> a, LinkedHashMap::new)), names));
    }
    return new LayerRecord(step, magnitudes, deviations);
  }

  /** The histograms that {@code rows} of a step hold, for each parameter and for the weights of each layer. */
  static Map<String, Histogram> histograms(List<LayerLog.Row> rows, Of of, ParameterKeys keys) {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    Map<String, Distribution> single = distributions(rows, of);
    byLayer(single, keys).forEach((key, parts) -> histograms.put(key, together(parts)));
    single.forEach((name, distribution) -> histograms.put(keys.of(name).name(), together(List.of(distribution))));
    return histograms;
  }

  /** Of several: the values of a bin of each stand where its middle is. */
  private static Histogram together(List<Distribution> parts) {
    double min = parts.stream().mapToDouble(Distribution::min).min().orElseThrow();
    double max = parts.stream().mapToDouble(Distribution::max).max().orElseThrow();
    int[] counts = new int[Distribution.BINS];
    for (Distribution part : parts) {
      for (int bin = 0; bin < Distribution.BINS; bin++) {
        double middle = part.min() + (bin + 0.5) * ((double) part.max() - part.min()) / Distribution.BINS;
        int place = max > min ? (int) ((middle - min) / (max - min) * Distribution.BINS) : 0;
        counts[Math.min(place, Distribution.BINS - 1)] += part.histogram().get(bin);
      }
    }
    return new Histogram(min, max, Distribution.BINS, counts);
  }

  private static Map<String, Distribution> distributions(List<LayerLog.Row> rows, Of of) {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    rows.stream().filter(row -> row.of() == of)
        .forEach(row -> distributions.put(row.parameter(), row.distribution()));
    return distributions;
  }

  /** By the key of the weights of each layer that has any. */
  private static Map<String, Distribution.Summary> weights(Map<String, Distribution> single, ParameterKeys keys) {
    Map<String, Distribution.Summary> together = new LinkedHashMap<>();
    byLayer(single, keys).forEach((key, parts) -> together.put(key, Distribution.together(parts)));
    return together;
  }

  private static Map<String, List<Distribution>> byLayer(Map<String, Distribution> single, ParameterKeys keys) {
    Map<String, List<Distribution>> byLayer = new LinkedHashMap<>();
    single.forEach((name, distribution) -> keys.of(name).weights()
        .ifPresent(key -> byLayer.computeIfAbsent(key, layer -> new ArrayList<>()).add(distribution)));
    return byLayer;
  }

  private static StatisticsFigures figures(Map<String, Float> values, StatisticsFigures.NameTable names) {
    float[] array = new float[values.size()];
    int place = 0;
    for (float value : values.values()) {
      array[place++] = value;
    }
    return StatisticsFigures.of(names.of(List.copyOf(values.keySet())), array);
  }
}
