package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.record.log.MetricsLog;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests that a sweep that is killed at random moments and resumed has the trials of an uninterrupted one. */
class ReplayedSweepTest {
  private static final int KILLS = 20;
  private static final int EPOCHS = 9;
  private static final List<String> GENERATORS = List.of("grid", "random", "genetic", "tpe", "gp");
  private static final List<String> PRUNERS = List.of("{ after = 2, every = 2, keep = 0.4 }",
      "{ after = 2, keep = 0.5, spacing = geometric }",
      "{ after = 1, keep = 0.334, spacing = geometric, brackets = 2 }",
      "{ afterCpuMinutes = 1.5, keep = 0.5, spacing = geometric, brackets = 2 }");

  @TempDir
  private Path directory;
  private final Queue<TrialRun> runs = new ConcurrentLinkedQueue<>();

  /** Returns each generator without pruning and with one pruner, and each pruner with one generator. */
  static Stream<Arguments> sweeps() {
    return Stream.concat(
        GENERATORS.stream().flatMap(generator -> Stream.of("{}", PRUNERS.get(0))
            .map(prune -> Arguments.of(generator, prune))),
        PRUNERS.stream().skip(1).map(prune -> Arguments.of("random", prune)));
  }

  /** Each process but the first resumes the journal of the one before, cut at any byte. */
  @ParameterizedTest
  @MethodSource("sweeps")
  void killedSweepHasTrialsOfUninterruptedOne(String generator, String prune) {
    SweepOutcome whole = search(plan(generator, prune, 1), "");
    assertVaried(whole, !prune.equals("{}"));
    List<SweepPlan> plans = List.of(plan(generator, prune, 1), plan(generator, prune, 2));
    Random random = new Random(1);
    String text = whole.text();
    for (int kill = 0; kill < KILLS; kill++) {
      String cut = text.substring(0, random.nextInt(text.length() + 1));
      SweepOutcome resumed = search(plans.get(kill % 2), cut);
      assertEquals(whole.events(), resumed.events());
      assertEquals(whole.table(), resumed.table());
      assertTrue(resumed.text().startsWith(cut.substring(0, cut.lastIndexOf('\n') + 1)), "nothing is written twice");
      assertNoneRanAgain(cut);
      text = resumed.text();
    }
    assertEquals(whole.lines(), search(plans.get(0), whole.text().substring(0, text.length() / 2)).lines());
  }

  private static void assertVaried(SweepOutcome whole, boolean prunes) {
    Set<Trial.TrialState> states =
        whole.ranking().trials().stream().map(Trial::state).collect(Collectors.toSet());
    assertTrue(states.containsAll(List.of(Trial.TrialState.FINISHED, Trial.TrialState.FAILED)), states.toString());
    assertEquals(prunes, states.contains(Trial.TrialState.PRUNED));
  }

  private void assertNoneRanAgain(String cut) {
    Set<Integer> ended = cut.substring(0, cut.lastIndexOf('\n') + 1).lines()
        .filter(line -> line.matches(".*\"event\":\"(finished|pruned|failed)\".*"))
        .map(line -> Integer.valueOf(line.replaceFirst(".*\"candidate\":(\\d+).*", "$1"))).collect(Collectors.toSet());
    assertTrue(runs.stream().noneMatch(run -> ended.contains(run.trial())), "a trial that ended ran again");
  }

  private SweepPlan plan(String generator, String prune, int parallel) {
    return Plans.load(directory, """
        pretrain.epochs = %d
        sweep {
          generator = %s
          seed = 4
          stop.trials = 18
          parallel = %d
          prune %s
          parameters {
            pretrain.optimizer.baseLearningRate = { logUniform = [1e-5, 1e-2]%s }
            model.decoder.depth = { integer = [2, 7] }
          }
        }
        """.formatted(EPOCHS, generator, parallel, prune, generator.equals("grid") ? ", points = 4" : ""));
  }

  /** Resumes a sweep and records its runs. @param before content of the journal */
  private SweepOutcome search(SweepPlan plan, String before) {
    runs.clear();
    return SweepOutcome.of(plan, directory.resolve("sweep.jsonl"), before, (run, listener) -> {
      runs.add(run);
      return train(run, listener);
    });
  }

  /** An error that decreases with the epochs, to a value that increases with the distance to the best parameters. */
  private static double train(TrialRun run, RunListener listener) {
    double distance = -Plans.slope(run.parameters());
    AtomicReference<Double> cpuSeconds = new AtomicReference<>(0.0);
    listener.trainingStarted(cpuSeconds::get);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      if (epoch == 2 && run.trial() % 4 == 3) {
        throw new RunFailedException("no memory");
      }
      cpuSeconds.set(60 * epoch * (1 + run.trial() % 3 / 2.0));
      listener.recorded(new MetricsLog.MetricRow(epoch, epoch, "pretrain.val.maskedMse", distance + 1.0 / epoch));
    }
    return -distance;
  }
}
