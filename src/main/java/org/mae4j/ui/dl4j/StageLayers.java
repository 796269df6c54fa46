package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.mae4j.record.log.LayerLog;

/** What was recorded of a training's layers, and the histograms of the newest record. */
final class StageLayers {
  private final ParameterKeys keys;
  private final StatisticsFigures.NameTable names = new StatisticsFigures.NameTable();
  private final ThinnedRecords<LayerRecord> records = new ThinnedRecords<>();
  private List<LayerLog.Row> newest = List.of();
  private List<LayerLog.Row> open = new ArrayList<>();

  StageLayers(ParameterKeys keys) {
    this.keys = keys;
  }

  /** @param row of this stage, after all that were told before */
  void add(LayerLog.Row row) {
    if (!open.isEmpty() && open.get(0).step() != row.step()) {
      records.add(LayerRecord.of(open.get(0).step(), open, names, keys));
      newest = open;
      open = new ArrayList<>();
    }
    open.add(row);
  }

  /**
   * The records by their steps.
   *
   * @param step whose metrics were read before the layers: what was recorded until then is whole
   */
  NavigableMap<Long, LayerRecord> until(long step) {
    NavigableMap<Long, LayerRecord> all = new TreeMap<>();
    records.elements().forEach(layers -> all.put(layers.step(), layers));
    if (isWhole(step)) {
      all.put(open.get(0).step(), LayerRecord.of(open.get(0).step(), open, names, keys));
    }
    return all;
  }

  /** The histograms of the newest record until {@code step}. */
  Map<String, Histogram> histograms(long step, LayerLog.Of of) {
    return LayerRecord.histograms(isWhole(step) ? open : newest, of, keys);
  }

  private boolean isWhole(long step) {
    return !open.isEmpty() && open.get(0).step() <= step;
  }

  /** Values of a parameter, 0 if none was recorded. */
  long count(String parameter) {
    return (open.isEmpty() ? newest : open).stream().filter(row -> row.parameter().equals(parameter)).findFirst()
        .map(row -> row.distribution().count()).orElse(0L);
  }
}
