package org.mae4j.bench.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.base.UserException;
import org.mae4j.bench.MaskedBatch;
import org.mae4j.bench.Workload;
import org.mae4j.bench.Workloads;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.model.layer.Parameters;

/** Tests paired benchmarks, with this program as its own baseline. */
class PairedBenchmarkTest {
  private static final int STEPS = 4;

  @TempDir
  private Path directory;

  private final Workload workload = Workloads.small(STEPS);
  private final StringWriter messages = new StringWriter();
  private final List<MaskedBatch> seen = new ArrayList<>();

  @Test
  void reportsBothSidesAndTheirRatios() throws IOException {
    JsonNode json = benchmark(gradients -> gradients, Optional.empty());
    double here = json.at("/mae4j/medianMs").asDouble();
    double there = json.at("/mirror/medianMs").asDouble();
    assertEquals(there / here, json.get("ratioOfMedians").asDouble(), 1e-9);
    assertEquals(json.at("/mirror/bestMs").asDouble() / json.at("/mae4j/bestMs").asDouble(),
        json.get("ratioOfBest").asDouble(), 1e-9);
    assertTrue(json.at("/pairRatios/lowerQuartile").asDouble() <= json.at("/pairRatios/upperQuartile").asDouble());
    assertEquals(0, json.at("/firstStep/lossDifference").asDouble());
    assertTrue(messages.toString().startsWith("mirror: of itself"), messages.toString());
  }

  @Test
  void rawTimesAlternateTheFirstSide() throws IOException {
    Path raw = directory.resolve("times.csv");
    benchmark(gradients -> gradients, Optional.of(raw));
    List<String> lines = Files.readAllLines(raw);
    assertEquals("pair,first,mae4jMs,mirrorMs", lines.get(0));
    assertEquals(List.of("0,mae4j", "1,mirror", "2,mae4j", "3,mirror"),
        lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(',', 2))).toList());
  }

  @Test
  void baselineTrainsEveryStepOnNewImages() throws IOException {
    benchmark(gradients -> gradients, Optional.empty());
    assertEquals(Workload.WARMUP + STEPS, seen.size());
    assertNotEquals(seen.get(0).images()[0], seen.get(1).images()[0]);
  }

  @Test
  void stopsBeforeTimingIfLossDiffers() {
    UnaryOperator<Baseline.Gradients> wrong = right -> new Baseline.Gradients(right.loss() * 1.001, right.norms());
    assertThrows(RunFailedException.class, () -> benchmark(wrong, Optional.empty()));
    assertEquals(List.of(), seen);
  }

  @Test
  void stopsBeforeTimingIfGradientDiffers() {
    UnaryOperator<Baseline.Gradients> wrong = right -> {
      right.norms().computeIfPresent("blocks.1.mlp.fc1.bias", (name, norm) -> norm * 1.001);
      return right;
    };
    assertThrows(RunFailedException.class, () -> benchmark(wrong, Optional.empty()));
    assertTrue(messages.toString().contains("blocks.1.mlp.fc1.bias"), messages.toString());
  }

  @Test
  void stopsBeforeTimingIfGradientIsMissing() {
    UnaryOperator<Baseline.Gradients> wrong = right -> {
      right.norms().remove("norm.weight");
      return right;
    };
    assertThrows(RunFailedException.class, () -> benchmark(wrong, Optional.empty()));
  }

  @Test
  void unknownBaselineIsUserError() {
    assertThrows(UserException.class, () -> Baseline.named("nobody"));
  }

  private JsonNode benchmark(UnaryOperator<Baseline.Gradients> change, Optional<Path> raw) throws IOException {
    return new PairedBenchmark(workload, new Mirror(change), new PrintWriter(messages, true)).run(raw);
  }

  /** This program as a baseline, with changed gradients. */
  private final class Mirror implements Baseline {
    private final UnaryOperator<Gradients> change;

    Mirror(UnaryOperator<Gradients> change) {
      this.change = change;
    }

    @Override
    public String name() {
      return "mirror";
    }

    @Override
    public BaselineTraining open(Workload work, Path weights, int totalSteps) {
      assertTrue(TensorFiles.exists(weights));
      Parameters parameters = work.initialParameters();
      return new BaselineTraining() {
        @Override
        public String description() {
          return "of itself";
        }

        @Override
        public Gradients gradients(MaskedBatch batch) {
          return change.apply(FirstStepComparison.here(work, parameters, batch));
        }

        @Override
        public double step(MaskedBatch batch) {
          seen.add(batch);
          return FirstStepComparison.here(work, parameters, batch).loss();
        }

        @Override
        public void close() {
          parameters.close();
        }
      };
    }
  }
}
