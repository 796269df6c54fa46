package org.mae4j.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.objective.TrialStage;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.TrialColumns;

/**
 * Columns that are read from the directories of the trials: a metric after each epoch, and the CPU time. With several runs
 * per trial, the first run counts.
 *
 * @param metric name in {@code metrics.csv}
 */
record TrialCurves(SweepDirectory directory, Ranking ranking, String metric) {
  /**
   * Returns a column {@code METRIC@EPOCH} for each epoch, and {@code STAGE.cpuSeconds} for each stage that trains.
   *
   * @throws UserException if no trial has the metric
   */
  TrialColumns columns() throws IOException {
    Map<Integer, SortedMap<Integer, Double>> curves = new HashMap<>();
    for (Trial trial : ranking.trials()) {
      curves.put(trial.number(), curve(run(trial)));
    }
    int epochs = curves.values().stream().filter(curve -> !curve.isEmpty()).mapToInt(SortedMap::lastKey).max()
        .orElse(0);
    if (epochs == 0) {
      throw new UserException(directory.trials() + ": no trial has the metric '" + metric + "' in metrics.csv; found: "
          + String.join(", ", validated()));
    }
    List<String> stages = TrialStage.of(ranking.heading().objectives()).stream().map(TrialStage::key).toList();
    Map<Integer, List<String>> cells = new HashMap<>();
    for (Trial trial : ranking.trials()) {
      List<String> own = new ArrayList<>();
      SortedMap<Integer, Double> curve = curves.get(trial.number());
      IntStream.rangeClosed(1, epochs).forEach(epoch -> own.add(cell(curve, epoch)));
      Map<String, Double> seconds =
          ProvenanceFile.stages(ProvenanceFile.read(run(trial).provenance()), StageTime.CPU_SECONDS);
      stages.forEach(stage -> own.add(cell(seconds, stage)));
      cells.put(trial.number(), own);
    }
    return new TrialColumns(names(epochs, stages), cells);
  }

  private static <K> String cell(Map<K, Double> values, K key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isNaN()).map(Object::toString).orElse("");
  }

  private List<String> names(int epochs, List<String> stages) {
    return Stream.concat(IntStream.rangeClosed(1, epochs).mapToObj(epoch -> metric + "@" + epoch),
        stages.stream().map(stage -> stage + "." + StageTime.CPU_SECONDS.key())).toList();
  }

  private RunDirectory run(Trial trial) {
    return new RunDirectory(directory.run(trial.number(), 1, ranking.heading().repeat()));
  }

  /** Returns the names of the metrics on validation that trials have. */
  private SortedSet<String> validated() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    for (Trial trial : ranking.trials()) {
      MetricsLog.read(run(trial).metrics()).stream().map(MetricsLog.MetricRow::name)
          .filter(name -> name.contains(".val.")).forEach(names::add);
    }
    return names;
  }

  /** Returns the values by epoch; none if the trial did not run. */
  private SortedMap<Integer, Double> curve(RunDirectory run) throws IOException {
    SortedMap<Integer, Double> curve = new TreeMap<>();
    MetricsLog.read(run.metrics()).stream().filter(row -> row.name().equals(metric))
        .forEach(row -> curve.put((int) row.epoch(), row.value()));
    return curve;
  }
}
