package org.mae4j.sweep.objective;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.experiment.cost.Flops;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.StageTime;
import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;

/** What the stages of a trial that train a network cost together, as an objective beside a validation metric. */
public enum TrialCost {
  /** CPU time of the threads of the run, in minutes. Measured, so that a repeated run has another value. */
  CPU_MINUTES("cost.cpuMinutes", "", 1, NumberLabel::of) {
    @Override
    public OptionalDouble read(RunDirectory run) throws IOException {
      Map<String, Double> seconds = ProvenanceFile.stages(ProvenanceFile.read(run.provenance()), StageTime.CPU_SECONDS);
      return sum(stage -> Stream.ofNullable(seconds.get(stage)).map(each -> each / 60));
    }
  },
  /** Floating-point operations of the trainings. */
  FLOPS("cost.flops", " in TFLOP", 1e12, Flops::text) {
    @Override
    public OptionalDouble read(RunDirectory run) throws IOException {
      Results results = Results.read(run.results());
      return sum(stage -> results.number(ResultMetric.flopsKey(stage)).stream().boxed());
    }
  };

  private final String key;
  private final String unitLabel;
  private final double unit;
  private final DoubleFunction<String> format;

  TrialCost(String key, String unitLabel, double unit, DoubleFunction<String> format) {
    this.key = key;
    this.unitLabel = unitLabel;
    this.unit = unit;
    this.format = format;
  }

  /** Returns the cost that is called {@code key}; empty if there is none. */
  public static Optional<TrialCost> find(String key) {
    return Stream.of(values()).filter(cost -> cost.key.equals(key)).findFirst();
  }

  /** Returns the name as an objective. */
  public String key() {
    return key;
  }

  /** Returns the name with the unit of plots. */
  String label() {
    return key + unitLabel;
  }

  /** Returns the unit of plots, in that of the values. */
  double unit() {
    return unit;
  }

  /** Returns {@code value} as tables write it. */
  String text(double value) {
    return Double.isFinite(value) ? format.apply(value) : Double.toString(value);
  }

  /** Returns the cost of a run that finished; empty if its files do not have it. */
  public abstract OptionalDouble read(RunDirectory run) throws IOException;

  /** Returns the sum over the stages that train; empty if none of them has a cost. */
  private static OptionalDouble sum(Function<String, Stream<Double>> costs) {
    return Stages.all().stream().filter(stage -> stage.training().isPresent()).map(Stage::name)
        .flatMap(costs).mapToDouble(Double::doubleValue).reduce(Double::sum);
  }
}
