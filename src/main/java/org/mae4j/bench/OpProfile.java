package org.mae4j.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.PlannedOp;
import org.mae4j.model.Masked;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.Parameters;
import org.mae4j.report.TextTable;
import org.mae4j.report.TextTable.Column;
import org.mae4j.run.FreshParameters;
import org.mae4j.train.AdamW;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the time of a step goes on one thread: operation by operation in the plan of a micro-batch, and what stands
 * around the plans. Each operation is timed by itself, which adds less than a microsecond to it.
 */
public final class OpProfile {
  static final String UPDATE = "(AdamW)";
  static final String REST = "(batch in, sum and norm of gradients)";

  private static final int WARMUP = 3;
  private static final int RUNS = 10;
  /** Share of the step below which a shape gets no row of its own. */
  private static final double SHOWN = 0.005;

  /** @param millis a step in all calls */
  record Row(String name, double calls, double millis) {
    Row plus(Row other) {
      return new Row(name, calls + other.calls, millis + other.millis);
    }
  }

  private final List<Row> kinds;
  private final List<Row> shapes;
  private final double total;

  private OpProfile(Map<String, Row> kinds, Map<String, Row> shapes, double update, double step) {
    double planned = kinds.values().stream().mapToDouble(Row::millis).sum();
    // What is left is small, and can be lost in the noise of what it is left from.
    double rest = Math.max(0, step - planned - update);
    Map<String, Row> all = new HashMap<>(kinds);
    all.put(UPDATE, new Row(UPDATE, 1, update));
    all.put(REST, new Row(REST, 1, rest));
    this.total = planned + update + rest;
    this.kinds = sorted(all);
    this.shapes = sorted(shapes).stream().filter(row -> row.millis > SHOWN * total).toList();
  }

  /** Profiles steps of {@code workload}, whatever its threads. */
  public static OpProfile of(Workload workload) {
    StepClock clock = new StepClock(RUNS);
    try (Training training = new Training(workload, 1, Workload.WARMUP + RUNS)) {
      training.run(clock);
    }
    try (Parameters parameters = FreshParameters.autoencoder(workload.config(), workload.config().data().image());
        GraphPlan plan = plan(workload, parameters)) {
      MaskedBatch.random(workload, workload.batch().microBatch(), 1).copyTo(plan);
      double[][] nanos = time(plan.operations());
      int perStep = workload.batch().microBatches();
      return new OpProfile(group(plan.operations(), nanos, perStep, PlannedOp::kind),
          group(plan.operations(), nanos, perStep, op -> op.kind() + "  " + op.shapes()),
          update(workload, parameters, plan), clock.times().median());
    }
  }

  List<Row> kinds() {
    return kinds;
  }

  private static GraphPlan plan(Workload workload, Parameters parameters) {
    Masked masked = Masked.of(workload.batch().microBatch(), workload.grid().patches(),
        workload.config().model().maskRatio());
    return GraphPlan.gradients(
        MaskedAutoencoder.training(parameters, workload.config().model(), workload.grid(), masked),
        MaskedAutoencoder.LOSS, parameters.names());
  }

  /** Nanoseconds by operation and run. */
  private static double[][] time(List<PlannedOp> operations) {
    double[][] nanos = new double[operations.size()][RUNS];
    for (int run = -WARMUP; run < RUNS; run++) {
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        operations.get(i).run();
        nanos[i][Math.max(0, run)] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  /** Sums of the median times of operations of one name, over {@code perStep} runs of the plan. */
  private static Map<String, Row> group(List<PlannedOp> operations, double[][] nanos, int perStep,
      Function<PlannedOp, String> name) {
    Map<String, Row> rows = new HashMap<>();
    for (int i = 0; i < nanos.length; i++) {
      String key = name.apply(operations.get(i));
      rows.merge(key, new Row(key, perStep, perStep * new StepTimes(nanos[i]).median() / 1e6), Row::plus);
    }
    return rows;
  }

  /** Milliseconds of the optimiser's median update. */
  private static double update(Workload workload, Parameters parameters, GraphPlan plan) {
    Map<String, INDArray> gradients = new HashMap<>();
    parameters.names().forEach(name -> gradients.put(name, plan.output(name)));
    double[] nanos = new double[RUNS];
    try (AdamW optimizer = new AdamW(workload.config().pretrain().optimizer(), parameters, name -> 1)) {
      for (int run = -WARMUP; run < RUNS; run++) {
        long start = System.nanoTime();
        int step = run + WARMUP;
        gradients.forEach((name, gradient) -> optimizer.update(name, gradient, 1, step, 0));
        nanos[Math.max(0, run)] = System.nanoTime() - start;
      }
    }
    return new StepTimes(nanos).median() / 1e6;
  }

  private static List<Row> sorted(Map<String, Row> rows) {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(Comparator.comparingDouble(Row::millis).reversed().thenComparing(Row::name));
    return sorted;
  }

  /** Two tables: of all kinds of operations, and of the shapes that take the most; the times of a step. */
  @Override
  public String toString() {
    return table("operation", kinds).rule().row("a step on one thread", "", format(total), "100.0").toString()
        + "\n" + table("operation and shapes", shapes);
  }

  private TextTable table(String heading, List<Row> rows) {
    TextTable table = new TextTable(Column.text(heading), Column.number("calls"), Column.number("ms"),
        Column.number("%"));
    rows.forEach(row -> table.row(row.name, String.format(Locale.ROOT, "%.0f", row.calls), format(row.millis),
        String.format(Locale.ROOT, "%.1f", 100 * row.millis / total)));
    return table;
  }

  private static String format(double millis) {
    return String.format(Locale.ROOT, "%.2f", millis);
  }
}
