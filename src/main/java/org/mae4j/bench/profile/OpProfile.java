package org.mae4j.bench.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.bench.BenchmarkTraining;
import org.mae4j.bench.StepClock;
import org.mae4j.bench.Workload;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.record.table.TextTable;
import org.mae4j.record.table.TextTable.Column;

/**
 * Where the time of a step goes, on one thread of the CPU or on a device: each operation in the plan of a micro-batch, and
 * the rest of the step. Each operation is timed by itself, which adds about a microsecond.
 */
public final class OpProfile {
  static final String UPDATE = "(update of the parameters)";
  static final String REST = "(batch in, sum and norm of gradients)";
  static final String REST_ON_DEVICE = "(upload, sums, norm, update)";

  private static final int RUNS = 10;
  /** Fraction of the step below which a shape has no row of its own. */
  private static final double SHOWN = 0.005;

  /**
   * @param millis milliseconds per step in all calls
   * @param limit milliseconds that they would take at the limits of the device; 0 if that is not known
   */
  record OpTime(String name, double calls, double millis, double limit) {
    OpTime plus(OpTime other) {
      return new OpTime(name, calls + other.calls, millis + other.millis, limit + other.limit);
    }
  }

  private final List<OpTime> kinds;
  private final List<OpTime> shapes;
  private final double total;

  /** @param others what a step does beside the plan */
  private OpProfile(TimedPlan plan, int perStep, OpTime... others) {
    Map<String, OpTime> all = group(plan, perStep, PlannedOp::kind);
    Arrays.stream(others).forEach(other -> all.put(other.name, other));
    this.total = all.values().stream().mapToDouble(OpTime::millis).sum();
    this.kinds = sorted(all);
    this.shapes = sorted(group(plan, perStep, op -> op.kind() + "  " + op.shapes())).stream()
        .filter(row -> row.millis > SHOWN * total).toList();
  }

  /** Profiles steps of {@code workload}. */
  public static OpProfile of(Workload workload, DeviceOpener devices) {
    return devices.use(workload.config().compute().precision(),
        device -> device.map(opened -> onDevice(workload, opened)).orElseGet(() -> onCpu(workload)));
  }

  private static OpProfile onDevice(Workload workload, Device device) {
    StepClock clock = new StepClock(RUNS);
    try (DeviceBreakdown parts = new DeviceBreakdown(workload, device, RUNS);
        BenchmarkTraining training = new BenchmarkTraining(workload, workload.threads(), Workload.WARMUP + RUNS,
            Optional.of(device))) {
      training.run(clock);
      int perStep = workload.batch().microBatches();
      return new OpProfile(parts, perStep,
          new OpTime(REST_ON_DEVICE, 1, beside(parts, perStep, clock.times().median()), 0));
    }
  }

  /** On one thread; complete steps and their parts alternate. */
  private static OpProfile onCpu(Workload workload) {
    int perStep = workload.batch().microBatches();
    try (BenchmarkTraining training = new BenchmarkTraining(workload, 1, Workload.WARMUP + RUNS, Optional.empty());
        StepBreakdown parts = new StepBreakdown(workload, RUNS)) {
      StepClock clock = new StepClock(RUNS, parts::run);
      training.run(clock);
      return new OpProfile(parts, perStep, new OpTime(UPDATE, 1, parts.update(), 0),
          new OpTime(REST, 1, beside(parts, perStep, clock.times().median() - parts.update()), 0));
    }
  }

  /** Returns what is left of a step's time; it is small, and can be below the noise of the times that it comes from. */
  private static double beside(TimedPlan plan, int perStep, double step) {
    double planned = IntStream.range(0, plan.operations().size()).mapToDouble(plan::operation).sum();
    return Math.max(0, step - perStep * planned);
  }

  List<OpTime> kinds() {
    return kinds;
  }

  /** Returns sums of the median times of operations of one name, over {@code perStep} runs of the plan. */
  private static Map<String, OpTime> group(TimedPlan parts, int perStep, Function<PlannedOp, String> name) {
    Map<String, OpTime> rows = new HashMap<>();
    for (int i = 0; i < parts.operations().size(); i++) {
      String key = name.apply(parts.operations().get(i));
      rows.merge(key, new OpTime(key, perStep, perStep * parts.operation(i), perStep * parts.limit(i)), OpTime::plus);
    }
    return rows;
  }

  private static List<OpTime> sorted(Map<String, OpTime> rows) {
    List<OpTime> sorted = new ArrayList<>(rows.values());
    sorted.sort(Comparator.comparingDouble(OpTime::millis).reversed().thenComparing(OpTime::name));
    return sorted;
  }

  /** Returns two tables with the times of a step: all kinds of operations, and the shapes that take most. */
  @Override
  public String toString() {
    OpTime step = new OpTime("a step", 0, total, kinds.stream().mapToDouble(OpTime::limit).sum());
    return table("operation", kinds).rule().row(cells(step)).toString() + "\n" + table("operation and shapes", shapes);
  }

  private TextTable table(String heading, List<OpTime> rows) {
    List<Column> columns = new ArrayList<>(List.of(Column.text(heading), Column.number("calls"), Column.number("ms"),
        Column.number("%")));
    if (hasLimits()) {
      columns.addAll(List.of(Column.number("limit in ms"), Column.number("limit / time in %")));
    }
    TextTable table = new TextTable(columns.toArray(Column[]::new));
    rows.forEach(row -> table.row(cells(row)));
    return table;
  }

  private boolean hasLimits() {
    return kinds.stream().anyMatch(kind -> kind.limit > 0);
  }

  private String[] cells(OpTime row) {
    List<String> cells = new ArrayList<>(List.of(row.name, row.calls == 0 ? "" : format("%.0f", row.calls),
        format("%.2f", row.millis), format("%.1f", 100 * row.millis / total)));
    if (hasLimits()) {
      cells.addAll(row.limit == 0 ? List.of("", "")
          : List.of(format("%.2f", row.limit), format("%.0f", 100 * row.limit / row.millis)));
    }
    return cells.toArray(String[]::new);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
