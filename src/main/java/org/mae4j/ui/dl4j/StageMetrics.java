package org.mae4j.ui.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.record.log.MetricsLog;

/**
 * The metrics of a training, as one moment for each step of which the loss was logged. What is measured between two
 * such steps belongs to the first of them.
 */
final class StageMetrics {
  private static final String LOSS = "train.loss";
  private static final String RATE = "learningRate";
  /** What is counted, or is told by the loss of each step already. */
  private static final Set<String> NOT_SHOWN = Set.of("skippedSteps", "train.epochLoss");
  private static final String MASKED_MSE = "train.maskedMse";

  private final double pixelError;
  private final ThinnedRecords<Moment> moments = new ThinnedRecords<>();
  private final List<String> names = new ArrayList<>();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> latest = new ArrayList<>();
  private Optional<Moment> open = Optional.empty();

  /**
   * What was last measured at a step.
   *
   * @param step optimizer steps done
   * @param rate learning rate of the step
   * @param curves by the place of their names; those that came up later are missing
   */
  record Moment(long step, double loss, double rate, double[] curves) {
    private Moment with(double learningRate) {
      return new Moment(step, loss, learningRate, curves);
    }
  }

  /** @param pixelError as in {@link StageModel} */
  StageMetrics(double pixelError) {
    this.pixelError = pixelError;
  }

  /** @param row of this stage, after all that were told before */
  void add(MetricsLog.Row row) {
    String name = row.name().substring(row.stage().length() + 1);
    if (!Double.isFinite(row.value()) || NOT_SHOWN.contains(name)) {
      return;
    }
    if (name.equals(LOSS)) {
      close();
      open = Optional.of(new Moment(row.step(), row.value(), 0, new double[0]));
      if (pixelError > 0) {
        put(MASKED_MSE, row.value() * pixelError);
      }
    } else if (name.equals(RATE)) {
      open = open.map(moment -> moment.with(row.value()));
    } else {
      put(name, row.value());
    }
  }

  private void put(String name, double value) {
    int place = names.indexOf(name);
    if (place < 0) {
      names.add(name);
      first.add(value);
      latest.add(value);
    } else {
      latest.set(place, value);
    }
  }

  private void close() {
    open.ifPresent(moment -> moments.add(now(moment)));
  }

  private Moment now(Moment moment) {
    return new Moment(moment.step(), moment.loss(), moment.rate(),
        latest.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** In the order of steps; the last one is that of the last step. */
  List<Moment> moments() {
    List<Moment> all = moments.elements();
    open.ifPresent(moment -> all.add(now(moment)));
    return all;
  }

  /** The names of all curves so far. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** A curve at a moment; before it was first measured, as it was measured then. */
  double value(Moment moment, int place) {
    return place < moment.curves().length ? moment.curves()[place] : first.get(place);
  }
}
