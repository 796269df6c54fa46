package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.mae4j.record.log.LayerLog;
import org.mae4j.ui.dl4j.model.ParameterKeys;

/** The layer statistics of a stage over its steps, and the histograms of the newest step. */
final class LayerHistory {
  private final ParameterKeys parameterKeys;
  private final SharedKeyMap.KeyCache keys = new SharedKeyMap.KeyCache();
  private final BoundedHistory<LayerStatistics> statistics = new BoundedHistory<>();
  /** Rows of the last complete step. */
  private List<LayerLog.LayerRow> complete = List.of();
  /** Rows of the step that is being read. */
  private List<LayerLog.LayerRow> current = new ArrayList<>();

  LayerHistory(ParameterKeys parameterKeys) {
    this.parameterKeys = parameterKeys;
  }

  /** @param row row of this stage; rows must be added in the order of the log */
  void add(LayerLog.LayerRow row) {
    if (!current.isEmpty() && current.get(0).step() != row.step()) {
      statistics.add(LayerStatistics.of(current.get(0).step(), current, keys, parameterKeys));
      complete = current;
      current = new ArrayList<>();
    }
    current.add(row);
  }

  /**
   * Returns the statistics by their steps.
   *
   * @param step last step in the metrics log; the layer log is complete up to this step, because it is written first
   */
  NavigableMap<Long, LayerStatistics> until(long step) {
    NavigableMap<Long, LayerStatistics> byStep = new TreeMap<>();
    statistics.elements().forEach(layers -> byStep.put(layers.step(), layers));
    if (isComplete(step)) {
      byStep.put(current.get(0).step(), LayerStatistics.of(current.get(0).step(), current, keys, parameterKeys));
    }
    return byStep;
  }

  /** Returns the histograms of the newest complete step that is not after {@code step}. */
  Map<String, Histogram> histograms(long step, LayerLog.Quantity quantity) {
    return LayerStatistics.histograms(isComplete(step) ? current : complete, quantity, parameterKeys);
  }

  private boolean isComplete(long step) {
    return !current.isEmpty() && current.get(0).step() <= step;
  }

  /** Returns the number of values of a parameter; 0 if the parameter was not recorded. */
  long count(String parameter) {
    return (current.isEmpty() ? complete : current).stream().filter(row -> row.parameter().equals(parameter))
        .findFirst().map(row -> row.distribution().count()).orElse(0L);
  }
}
