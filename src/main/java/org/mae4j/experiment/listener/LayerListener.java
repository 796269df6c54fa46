package org.mae4j.experiment.listener;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mae4j.engine.HostCopy;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.train.LastStep;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records the distributions of parameters, gradients and updates, at steps whose metrics are recorded as well: at the
 * first of them, and then at least {@value #MIN_STEPS} steps apart, because a record takes a part of the time of a step.
 * The distance grows with the training, which has about {@value #RECORDS} records at most.
 *
 * @param log {@code layers.csv}
 * @param stage key of the stage that trains
 * @param logEvery number of steps between two rows of {@code metrics.csv}
 * @param last step whose gradients and updates are recorded
 */
record LayerListener(LayerLog log, String stage, int logEvery, Parameters parameters, LastStep last)
    implements TrainingListener {
  private static final int MIN_STEPS = 50;
  private static final int RECORDS = 100;

  /** Returns the number of steps between two records, a multiple of {@code logEvery}. */
  static long every(int logEvery, long totalSteps) {
    double steps = Math.max(MIN_STEPS, (double) totalSteps / RECORDS);
    return (long) Math.ceil(steps / logEvery) * logEvery;
  }

  /** Records the layers of a step. It runs before the metrics are recorded: a reader that finds these finds both. */
  @Override
  public void onStep(StepReport report) {
    long done = report.step() + 1;
    if (done == logEvery || done % every(logEvery, report.totalSteps()) == 0) {
      log.append(rows(report));
    }
  }

  private List<LayerLog.LayerRow> rows(StepReport report) {
    last.writeBack();
    Map<String, List<LayerLog.LayerRow>> rows = new ConcurrentHashMap<>();
    last.forEachGradient((name, gradient) -> rows.put(name, rows(report, name, gradient)));
    return parameters.names().stream().flatMap(name -> rows.get(name).stream()).toList();
  }

  private List<LayerLog.LayerRow> rows(StepReport report, String name, INDArray gradient) {
    float[] values = HostCopy.read(parameters.get(name));
    return List.of(
        row(report, name, Quantity.PARAMETER, values),
        row(report, name, Quantity.GRADIENT, HostCopy.read(gradient)),
        row(report, name, Quantity.UPDATE, last.change(name, values, gradient)));
  }

  private LayerLog.LayerRow row(StepReport report, String parameter, Quantity quantity, float[] values) {
    return new LayerLog.LayerRow(stage, report.step() + 1, parameter, quantity, Distribution.of(values));
  }
}
