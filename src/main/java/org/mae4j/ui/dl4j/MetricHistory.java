package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mae4j.record.log.MetricsLog;

/** The loss and the learning rate of a stage at the steps whose loss is logged. */
final class MetricHistory {
  private static final String LOSS = ".train.loss";
  private static final String LEARNING_RATE = ".learningRate";

  private final BoundedHistory<StepMetrics> complete = new BoundedHistory<>();
  private Optional<StepMetrics> current = Optional.empty();

  /**
   * The metrics of a step.
   *
   * @param step number of optimizer steps
   * @param loss training loss of the step
   * @param learningRate learning rate of the step
   */
  record StepMetrics(long step, double loss, double learningRate) {}

  /** @param row row of this stage; rows must be added in the order of the log */
  void add(MetricsLog.MetricRow row) {
    if (!Double.isFinite(row.value())) {
      return;
    }
    if (row.name().equals(row.stage() + LOSS)) {
      current.ifPresent(complete::add);
      current = Optional.of(new StepMetrics(row.step(), row.value(), 0));
    } else if (row.name().equals(row.stage() + LEARNING_RATE)) {
      current = current.map(step -> new StepMetrics(step.step(), step.loss(), row.value()));
    }
  }

  /** Returns the metrics of the kept steps in ascending order, including the last step. */
  List<StepMetrics> steps() {
    List<StepMetrics> all = new ArrayList<>(complete.elements());
    current.ifPresent(all::add);
    return all;
  }
}
