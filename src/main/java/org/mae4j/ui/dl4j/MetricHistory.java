package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.ui.dl4j.model.StageModel;

/**
 * The metrics of a stage, grouped by the steps whose loss is logged. A metric that is logged between two such steps
 * belongs to the first of them.
 */
final class MetricHistory {
  private static final String LOSS = "train.loss";
  private static final String LEARNING_RATE = "learningRate";
  /** Counters, and means of the loss that is logged for each step. */
  private static final Set<String> NOT_SHOWN = Set.of("skippedSteps", "train.epochLoss");
  private static final String MASKED_MSE = "train.maskedMse";

  private final double pixelError;
  private final BoundedHistory<StepMetrics> complete = new BoundedHistory<>();
  private final List<String> names = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> latest = new ArrayList<>();
  private Optional<StepMetrics> current = Optional.empty();

  /**
   * The metrics of a step.
   *
   * @param step number of optimizer steps
   * @param loss training loss of the step
   * @param learningRate learning rate of the step
   * @param others latest value of every other metric, in the order of {@link #names}; shorter than that list if metrics
   *     were added later
   */
  record StepMetrics(long step, double loss, double learningRate, double[] others) {}

  /** @param pixelError as in {@link StageModel} */
  MetricHistory(double pixelError) {
    this.pixelError = pixelError;
  }

  /** @param row row of this stage; rows must be added in the order of the log */
  void add(MetricsLog.MetricRow row) {
    String name = row.name().substring(row.stage().length() + 1);
    if (!Double.isFinite(row.value()) || NOT_SHOWN.contains(name)) {
      return;
    }
    if (name.equals(LOSS)) {
      current.ifPresent(step -> complete.add(withOthers(step)));
      current = Optional.of(new StepMetrics(row.step(), row.value(), 0, new double[0]));
      if (pixelError > 0) {
        put(MASKED_MSE, row.value() * pixelError);
      }
    } else if (name.equals(LEARNING_RATE)) {
      current = current.map(step -> new StepMetrics(step.step(), step.loss(), row.value(), step.others()));
    } else {
      put(name, row.value());
    }
  }

  private void put(String name, double value) {
    int index = names.indexOf(name);
    if (index < 0) {
      names.add(name);
      first.add(value);
      latest.add(value);
    } else {
      latest.set(index, value);
    }
  }

  private StepMetrics withOthers(StepMetrics step) {
    return new StepMetrics(step.step(), step.loss(), step.learningRate(),
        latest.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns the metrics of the kept steps in ascending order, including the last step. */
  List<StepMetrics> steps() {
    List<StepMetrics> all = new ArrayList<>(complete.elements());
    current.ifPresent(step -> all.add(withOthers(step)));
    return all;
  }

  /** Returns the names of all metrics except the loss and the learning rate. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Returns the value of a metric at a step; before its first measurement, the value of that measurement. */
  double value(StepMetrics step, int index) {
    return index < step.others().length ? step.others()[index] : first.get(index);
  }
}
