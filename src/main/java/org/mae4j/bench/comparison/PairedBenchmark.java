package org.mae4j.bench.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.base.file.DurableFile;
import org.mae4j.bench.Benchmark;
import org.mae4j.bench.BenchmarkTraining;
import org.mae4j.bench.TimingSample;
import org.mae4j.bench.Workload;
import org.mae4j.checkpoint.pytorch.PyTorchExport;
import org.mae4j.experiment.directory.RunFailedException;

/**
 * Times the pre-training step and that of a baseline in one process, in pairs: mae4j, baseline, then baseline, mae4j,
 * and so on, so that both have the same disturbances and each is first equally often.
 */
public final class PairedBenchmark {
  private final Workload workload;
  private final Baseline baseline;
  private final PrintWriter messages;

  /** @param messages output for people */
  public PairedBenchmark(Workload workload, Baseline baseline, PrintWriter messages) {
    this.workload = workload;
    this.baseline = baseline;
    this.messages = messages;
  }

  /**
   * Checks that both compute the same, then times them.
   *
   * @param raw CSV file for the times of all timed steps; empty for none
   * @throws RunFailedException if losses or gradients of a first step differ by more than rounding
   */
  public ObjectNode run(Optional<Path> raw) throws IOException {
    int total = Workload.WARMUP + workload.steps();
    try (BenchmarkTraining training = new BenchmarkTraining(workload, workload.threads(), total, Optional.empty());
        Baseline.BaselineTraining session = open(training, total)) {
      messages.println(baseline.name() + ": " + session.description());
      FirstStepComparison first = FirstStepComparison.of(workload, training.parameters(), session);
      report(first);
      InterleavedSteps turns = new InterleavedSteps(workload, session);
      training.run(turns);
      if (raw.isPresent()) {
        DurableFile.write(raw.get(), csv(turns));
      }
      return json(first, turns);
    }
  }

  private Baseline.BaselineTraining open(BenchmarkTraining training, int steps) throws IOException {
    Path weights = Files.createTempFile("mae4j-bench", ".safetensors");
    try {
      PyTorchExport.write(weights, training.parameters(), workload.config().model(), workload.grid());
      return baseline.open(workload, weights, steps);
    } finally {
      Files.delete(weights);
    }
  }

  private void report(FirstStepComparison first) {
    String worst = first.worst();
    messages.printf(Locale.ROOT, "first step: loss %.7f here, %.7f there, relative difference %.1e;"
        + " norms of %d gradients differ by at most %.1e (%s)%n", first.here().loss(), first.there().loss(),
        first.lossDifference(), first.here().norms().size(), first.difference(worst), worst);
    if (!first.agrees()) {
      throw new RunFailedException("the implementations do not compute the same: relative differences must be at most "
          + FirstStepComparison.TOLERANCE);
    }
  }

  private String csv(InterleavedSteps turns) {
    StringBuilder lines = new StringBuilder("pair,first,mae4jMs," + baseline.name() + "Ms\n");
    for (int i = 0; i < workload.steps(); i++) {
      lines.append(
          String.format(Locale.ROOT, "%d,%s,%.3f,%.3f\n", i, InterleavedSteps.hereFirst(i) ? "mae4j" : baseline.name(),
              turns.here()[i], turns.there()[i]));
    }
    return lines.toString();
  }

  private ObjectNode json(FirstStepComparison first, InterleavedSteps turns) {
    TimingSample here = new TimingSample(turns.here());
    TimingSample there = new TimingSample(turns.there());
    TimingSample ratios = new TimingSample(IntStream.range(0, workload.steps())
        .mapToDouble(i -> turns.there()[i] / turns.here()[i]).toArray());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ratioOfMedians", there.median() / here.median()).put("ratioOfBest", there.least() / here.least());
    json.putObject("pairRatios").put("lowerQuartile", ratios.quantile(0.25)).put("median", ratios.median())
        .put("upperQuartile", ratios.quantile(0.75));
    json.set("mae4j", side(here, turns.hereCores()));
    json.set(baseline.name(), side(there, turns.thereCores()));
    json.putObject("firstStep").put("lossDifference", first.lossDifference())
        .put("gradientDifference", first.difference(first.worst()));
    return json.setAll(Benchmark.shape(workload));
  }

  private ObjectNode side(TimingSample times, double cores) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return json.put("medianMs", times.median()).put("bestMs", times.least())
        .put("lowerQuartileMs", times.quantile(0.25)).put("upperQuartileMs", times.quantile(0.75))
        .put("imagesPerSecond", workload.batch().size() / (times.median() / 1e3)).put("cores", cores);
  }
}
