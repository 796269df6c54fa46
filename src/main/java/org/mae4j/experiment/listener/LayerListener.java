package org.mae4j.experiment.listener;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mae4j.engine.HostCopy;
import org.mae4j.experiment.run.Run;
import org.mae4j.model.layer.Parameters;
import org.mae4j.record.log.Distribution;
import org.mae4j.record.log.LayerLog.Quantity;
import org.mae4j.record.log.LayerLog;
import org.mae4j.train.AdamW;
import org.mae4j.train.StepReport;
import org.mae4j.train.TrainingListener;
import org.mae4j.train.TrainingLoop;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Follows how parameters, gradients and updates are distributed. It does so at the first step of which metrics are
 * logged, and then at steps of which they are, too: at least {@value #LEAST_STEPS} apart, for it takes the time of a
 * part of a step, and so far apart that a training of any length has no more than some {@value #RECORDS} records.
 */
public final class LayerListener implements TrainingListener {
  private static final int LEAST_STEPS = 50;
  private static final int RECORDS = 100;

  private final Run run;
  private final String stage;
  private final int logEvery;
  private final Parameters parameters;
  private final TrainingLoop loop;
  private final AdamW optimizer;
  private final long every;

  /**
   * @param stage that trains
   * @param logEvery steps between two rows of metrics
   * @param loop that has the gradients
   * @param optimizer that has the updates
   */
  public LayerListener(Run run, String stage, int logEvery, Parameters parameters, TrainingLoop loop, AdamW optimizer) {
    this.run = run;
    this.stage = stage;
    this.logEvery = logEvery;
    this.parameters = parameters;
    this.loop = loop;
    this.optimizer = optimizer;
    this.every = every(logEvery, loop.totalSteps());
  }

  /** Steps between two records, a multiple of {@code logEvery}. */
  static long every(int logEvery, long totalSteps) {
    double steps = Math.max(LEAST_STEPS, (double) totalSteps / RECORDS);
    return (long) Math.ceil(steps / logEvery) * logEvery;
  }

  /** Told before metrics are, so that whoever reads a metric finds the layers of its step. */
  @Override
  public void onStep(StepReport report) {
    long done = report.step() + 1;
    if (done == logEvery || done % every == 0) {
      run.layers().append(rows(report));
    }
  }

  private List<LayerLog.Row> rows(StepReport report) {
    Map<String, List<LayerLog.Row>> rows = new ConcurrentHashMap<>();
    loop.forEachGradient((name, gradient) -> rows.put(name, rows(report, name, gradient)));
    return parameters.names().stream().flatMap(name -> rows.get(name).stream()).toList();
  }

  private List<LayerLog.Row> rows(StepReport report, String name, INDArray gradient) {
    float[] values = HostCopy.read(parameters.get(name));
    return List.of(
        row(report, name, Quantity.PARAMETER, values),
        row(report, name, Quantity.GRADIENT, HostCopy.read(gradient)),
        row(report, name, Quantity.UPDATE, optimizer.lastChange(name, values, report.step(), report.learningRate())));
  }

  private LayerLog.Row row(StepReport report, String parameter, Quantity quantity, float[] values) {
    return new LayerLog.Row(stage, report.step() + 1, parameter, quantity, Distribution.of(values));
  }
}
