package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.mae4j.report.sweep.RecordedSweep.Importance;
import org.mae4j.report.sweep.RecordedSweep.Surface;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;
import org.mae4j.report.sweep.RecordedSweep.VarianceShare;
import org.mae4j.report.sweep.RecordedTrial;
import org.mae4j.report.sweep.SweptParameter;
import org.mae4j.report.sweep.SweptParameter.Kind;

/** Fits a surrogate model of the objective to the finished trials. Equal trials give bit-identical results. */
public final class Surrogates {
  private static final int MIN_TRIALS = 5;
  /** Approximate number of cells of a surface along a numeric parameter. */
  private static final int CELLS = 24;
  /** Maximum number of trials that a surface is averaged over. */
  private static final int MAX_AVERAGED = 64;
  private static final long SEED = 1;

  private final List<? extends Map<String, String>> values;
  private final double[] targets;
  private final Encoding encoding;
  private final double[][] rows;

  private Surrogates(List<SweptParameter> parameters, List<RecordedTrial> trials) {
    this.values = trials.stream().map(RecordedTrial::values).toList();
    this.targets = trials.stream().mapToDouble(trial -> trial.objective().orElseThrow()).toArray();
    this.encoding = Encoding.of(parameters, values);
    this.rows = values.stream().map(encoding::row).toArray(double[][]::new);
  }

  /**
   * Returns the surrogate; empty if fewer than {@value #MIN_TRIALS} trials have an objective, or if these trials do not
   * differ in any parameter or in the objective.
   *
   * @param trials all trials; those without an objective are ignored
   */
  public static Optional<Surrogate> of(List<SweptParameter> parameters, List<RecordedTrial> trials) {
    List<RecordedTrial> finished = trials.stream().filter(trial -> trial.objective().isPresent()).toList();
    List<SweptParameter> varied = parameters.stream().filter(parameter -> finished.stream()
        .map(trial -> trial.values().get(parameter.key())).map(Objects::toString).distinct().count() > 1)
        .toList();
    boolean same = finished.stream().map(RecordedTrial::objective).distinct().count() < 2;
    return finished.size() < MIN_TRIALS || varied.isEmpty() || same ? Optional.empty()
        : Optional.of(new Surrogates(varied, finished).learn());
  }

  private Surrogate learn() {
    CrossValidation validation = CrossValidation.of(rows, targets);
    double fit = validation.fit();
    List<Importance> importances = new ArrayList<>();
    encoding.columns().forEach(columns -> {
      SummaryStatistics losses = validation.loss(columns, fit);
      importances.add(new Importance(columns.parameter(), losses.getMean(), losses.getStandardDeviation()));
    });
    importances.sort(Comparator.comparingDouble(Importance::mean).reversed());
    List<SweptParameter> all = importances.stream().map(Importance::parameter).toList();
    List<SweptParameter> ordered = all.stream().filter(this::isSpread).toList();
    Forest forest = Forest.grow(rows, targets, SEED);
    return new Surrogate(fit, validation.forests().size(), rows.length, importances, ordered.size() < 2
        ? Optional.empty() : Optional.of(surface(forest, columns(ordered.get(0)), columns(ordered.get(1)))),
        shares(forest, all));
  }

  /** Returns the share of each parameter, the largest first, and that of the two most important ones together. */
  private List<VarianceShare> shares(Forest forest, List<SweptParameter> parameters) {
    VarianceShares shares = VarianceShares.of(forest, encoding, values);
    Stream<VarianceShare> single = parameters.stream().flatMap(parameter -> shares.share(List.of(parameter)).stream())
        .sorted(Comparator.comparingDouble(VarianceShare::mean).reversed());
    return parameters.size() < 2 ? single.toList()
        : Stream.concat(single, shares.share(parameters.subList(0, 2)).stream()).toList();
  }

  /** Returns whether the parameter is ordered and has two different values; some vary only in being present. */
  private boolean isSpread(SweptParameter parameter) {
    return parameter.isOrdered() && values.stream().flatMap(map -> Stream.ofNullable(map.get(parameter.key())))
        .mapToDouble(parameter::coordinate).distinct().count() > 1;
  }

  private Encoding.Columns columns(SweptParameter parameter) {
    return encoding.columns().stream().filter(columns -> columns.parameter().equals(parameter)).findFirst()
        .orElseThrow();
  }

  private Surface surface(Forest forest, Encoding.Columns horizontal, Encoding.Columns vertical) {
    double[] across = grid(horizontal);
    double[] up = grid(vertical);
    double[][] objective = new double[across.length][up.length];
    for (int i = 0; i < across.length; i++) {
      for (int j = 0; j < up.length; j++) {
        objective[i][j] = partial(forest, horizontal, across[i], vertical, up[j]);
      }
    }
    return new Surface(horizontal.parameter(), vertical.parameter(), across, up, objective);
  }

  /** Partial dependence (Friedman, Greedy Function Approximation, Annals of Statistics 29, 2001). */
  private double partial(Forest forest, Encoding.Columns horizontal, double x, Encoding.Columns vertical, double y) {
    int count = Math.min(rows.length, MAX_AVERAGED);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double[] row = rows[(int) ((long) i * rows.length / count)].clone();
      horizontal.put(OptionalDouble.of(x), row);
      vertical.put(OptionalDouble.of(y), row);
      sum += forest.predict(row);
    }
    return sum / count;
  }

  /** Returns the levels of a choice, or coordinates that are equally spaced on the axis of the parameter. */
  private static double[] grid(Encoding.Columns columns) {
    SweptParameter parameter = columns.parameter();
    if (!parameter.levels().isEmpty()) {
      return IntStream.range(0, parameter.levels().size()).asDoubleStream().toArray();
    }
    double low = columns.low();
    double high = columns.high();
    if (parameter.kind() == Kind.WHOLE) {
      double step = Math.max(1, Math.ceil((high - low) / CELLS));
      return DoubleStream.iterate(low, x -> x <= high, x -> x + step).toArray();
    }
    DoubleStream shares = IntStream.range(0, CELLS).mapToDouble(i -> i / (CELLS - 1.0));
    return shares.map(share -> parameter.kind() == Kind.LOGARITHMIC ? low * Math.pow(high / low, share)
        : low + share * (high - low)).toArray();
  }
}
