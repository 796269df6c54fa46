package org.mae4j.experiment.output;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.plot.curve.CurveAxis;
import org.mae4j.plot.curve.CurveRows.CostPositions;
import org.mae4j.record.log.MetricsLog.MetricRow;
import org.mae4j.record.log.SystemLog;
import org.mae4j.record.log.SystemLog.SystemSample;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.record.result.Results;

/**
 * The places of the metrics of a recorded run on the axes of images, CPU minutes and operations.
 *
 * @param cpuSeconds CPU seconds by the number of steps, by stage
 * @param flops floating-point operations by the number of steps, by stage
 */
record RecordedPositions(SeenImages images, Map<String, NavigableMap<Long, Double>> cpuSeconds,
    Map<String, NavigableMap<Long, Double>> flops) implements CostPositions {
  /** @param provenance commands that worked on the run, in their order */
  static RecordedPositions of(RunDirectory directory, ExperimentConfig config, Results results,
      List<RecordedCommand> provenance) throws IOException {
    return new RecordedPositions(Stages.seenImages(config),
        cpuSeconds(SystemLog.read(directory.system())),
        RecordedCosts.of(config, results, provenance));
  }

  /** A command that resumes or repeats a stage measures again what comes after its first step. */
  private static Map<String, NavigableMap<Long, Double>> cpuSeconds(List<SystemSample> rows) {
    Map<String, NavigableMap<Long, Double>> stages = new HashMap<>();
    for (SystemSample row : rows) {
      if (row.isTraining() && Double.isFinite(row.cpuSeconds())) {
        NavigableMap<Long, Double> seconds =
            stages.computeIfAbsent(row.stage(), stage -> new TreeMap<>(Map.of(0L, 0.0)));
        seconds.tailMap(row.step(), true).clear();
        seconds.put(row.step(), row.cpuSeconds());
      }
    }
    return stages;
  }

  @Override
  public OptionalDouble at(CurveAxis axis, MetricRow row) {
    return switch (axis) {
      case EPOCHS, STEPS -> OptionalDouble.empty();
      case IMAGES -> OptionalDouble.of(images.after(row.stage(), row.step()));
      case CPU_MINUTES -> at(cpuSeconds, row, axis.unit());
      case TFLOPS -> at(flops, row, axis.unit());
    };
  }

  private static OptionalDouble at(Map<String, NavigableMap<Long, Double>> stages, MetricRow row, double unit) {
    NavigableMap<Long, Double> points = stages.getOrDefault(row.stage(), new TreeMap<>());
    return points.ceilingEntry(row.step()) == null ? OptionalDouble.empty()
        : OptionalDouble.of(interpolated(points, row.step()) / unit);
  }

  /** Returns the value at {@code step} of the curve through points from step 0 to {@code step} or later. */
  private static double interpolated(NavigableMap<Long, Double> points, long step) {
    Map.Entry<Long, Double> before = points.floorEntry(step);
    Map.Entry<Long, Double> after = points.ceilingEntry(step);
    long width = after.getKey() - before.getKey();
    return width == 0 ? after.getValue()
        : before.getValue() + (after.getValue() - before.getValue()) * (step - before.getKey()) / width;
  }
}
