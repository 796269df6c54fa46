package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.mae4j.model.ModelSummary;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.ui.dl4j.model.ParameterKeys;

/**
 * The statistics of parameters, gradients and updates after a step, as Deeplearning4j's pages show them.
 *
 * @param step number of optimizer steps
 * @param magnitudes mean magnitudes of each parameter and of the joint weights of each layer
 * @param deviations standard deviations of the joint weights of each layer; the pages show no others
 */
record LayerStatistics(long step, Map<Quantity, SharedKeyMap> magnitudes, Map<Quantity, SharedKeyMap> deviations) {
  /** Deeplearning4j's names of the quantities. */
  static final Map<Quantity, StatsType> TYPES = Map.of(Quantity.PARAMETER, StatsType.Parameters,
      Quantity.GRADIENT, StatsType.Gradients, Quantity.UPDATE, StatsType.Updates);

  /** Statistics of a step without records. */
  static final LayerStatistics NONE =
      of(0, List.of(), new SharedKeyMap.KeyCache(), new ParameterKeys(new ModelSummary(List.of())));

  /** Returns the statistics of a step. @param rows rows of the step */
  static LayerStatistics of(long step, List<LayerLog.LayerRow> rows, SharedKeyMap.KeyCache keys,
      ParameterKeys parameterKeys) {
    Map<Quantity, SharedKeyMap> magnitudes = new LinkedHashMap<>();
    Map<Quantity, SharedKeyMap> deviations = new LinkedHashMap<>();
    for (Quantity quantity : Quantity.values()) {
      Map<String, Distribution> parameters = distributions(rows, quantity);
      Map<String, Distribution.Summary> layers = new LinkedHashMap<>();
      weightsByLayer(parameters, parameterKeys)
          .forEach((key, weights) -> layers.put(key, Distribution.together(weights)));
      Map<String, Distribution.Summary> all = new LinkedHashMap<>();
      parameters.forEach((name, distribution) -> all.put(parameterKeys.of(name).name(),
          new Distribution.Summary(distribution.deviation(), distribution.magnitude())));
      all.putAll(layers);
      magnitudes.put(quantity, compact(all, Distribution.Summary::magnitude, keys));
      deviations.put(quantity, compact(layers, Distribution.Summary::deviation, keys));
    }
    return new LayerStatistics(step, magnitudes, deviations);
  }

  /** Returns the histogram of each parameter and of the joint weights of each layer. @param rows rows of a step */
  static Map<String, Histogram> histograms(List<LayerLog.LayerRow> rows, Quantity quantity,
      ParameterKeys parameterKeys) {
    Map<String, Histogram> histograms = new LinkedHashMap<>();
    Map<String, Distribution> parameters = distributions(rows, quantity);
    weightsByLayer(parameters, parameterKeys).forEach((key, weights) -> histograms.put(key, joint(weights)));
    parameters
        .forEach((name, distribution) -> histograms.put(parameterKeys.of(name).name(), joint(List.of(distribution))));
    return histograms;
  }

  /**
   * Returns the joint histogram of {@code parts}. The values of a bin are spread evenly over the bins that it overlaps;
   * rounding the running sums keeps their number.
   */
  private static Histogram joint(List<Distribution> parts) {
    double min = parts.stream().mapToDouble(Distribution::min).min().orElseThrow();
    double max = parts.stream().mapToDouble(Distribution::max).max().orElseThrow();
    int[] counts = new int[Distribution.BINS];
    long before = 0;
    for (int bin = 0; bin < Distribution.BINS; bin++) {
      double edge = min + (bin + 1) * (max - min) / Distribution.BINS;
      boolean isLast = bin == Distribution.BINS - 1;
      long until = Math.round(parts.stream().mapToDouble(part -> isLast ? part.count() : below(part, edge)).sum());
      counts[bin] = Math.toIntExact(until - before);
      before = until;
    }
    return new Histogram(min, max, Distribution.BINS, counts);
  }

  /** Returns the number of values below {@code edge} if those of each bin are spread evenly. */
  private static double below(Distribution part, double edge) {
    double width = ((double) part.max() - part.min()) / Distribution.BINS;
    double below = 0;
    for (int bin = 0; bin < Distribution.BINS; bin++) {
      double low = part.min() + bin * width;
      double share = width > 0 ? Math.min(1, Math.max(0, (edge - low) / width)) : edge > low ? 1 : 0;
      below += share * part.histogram().get(bin);
    }
    return below;
  }

  private static Map<String, Distribution> distributions(List<LayerLog.LayerRow> rows, Quantity quantity) {
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    rows.stream().filter(row -> row.quantity() == quantity)
        .forEach(row -> distributions.put(row.parameter(), row.distribution()));
    return distributions;
  }

  private static Map<String, List<Distribution>> weightsByLayer(Map<String, Distribution> parameters,
      ParameterKeys parameterKeys) {
    Map<String, List<Distribution>> byLayer = new LinkedHashMap<>();
    parameters.forEach((name, distribution) -> parameterKeys.of(name).weights()
        .ifPresent(key -> byLayer.computeIfAbsent(key, layer -> new ArrayList<>()).add(distribution)));
    return byLayer;
  }

  private static SharedKeyMap compact(Map<String, Distribution.Summary> summaries,
      ToDoubleFunction<Distribution.Summary> value, SharedKeyMap.KeyCache keys) {
    double[] values = summaries.values().stream().mapToDouble(value).toArray();
    return new SharedKeyMap(keys.get(List.copyOf(summaries.keySet())), i -> values[i]);
  }
}
