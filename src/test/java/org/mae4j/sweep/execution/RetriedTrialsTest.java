package org.mae4j.sweep.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.RunListener;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.Trial.TrialState;
import org.mae4j.sweep.plan.SweepPlan;

/** Tests sweeps whose failed trials continue. */
class RetriedTrialsTest {
  private static final int TRIALS = 15;

  @TempDir
  private Path directory;
  private final List<Integer> ran = new ArrayList<>();

  /** Trials 3 and 12 find no memory, and 5 diverges. */
  private double failing(TrialRun run) {
    if (run.trial() == 3 || run.trial() == 12) {
      throw new OutOfMemoryError("heap");
    } else if (run.trial() == 5) {
      throw new RunFailedException("the loss is not finite at step 3; the step was not applied");
    }
    return working(run);
  }

  private double working(TrialRun run) {
    ran.add(run.trial());
    return Plans.objective(run.parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "genetic", "tpe", "gp"})
  void onlyFailedTrialsContinueAndOthersAreThoseOfTheSweepWithoutRetries(String generator) throws IOException {
    String failed = SweepOutcome.of(Plans.drawn(directory, generator, 7, TRIALS), file(), "",
        (run, listener) -> failing(run)).text();
    SweepPlan longer = Plans.drawn(directory, generator, 7, 2 * TRIALS);
    List<Trial> without = trials(SweepOutcome.of(longer, file(), failed, (run, listener) -> working(run)));
    Files.writeString(file(), failed);
    ran.clear();
    retry(Plans.drawn(directory, generator, 7, TRIALS));
    assertEquals(List.of(3, 12), ran);
    SweepOutcome whole = SweepOutcome.of(longer, file(), Files.readString(file()), (run, listener) -> working(run));
    List<Trial> trials = trials(whole);
    assertEquals(without.stream().map(Trial::parameters).toList(), trials.stream().map(Trial::parameters).toList());
    assertEquals(List.of(5), trials.stream().filter(trial -> trial.state() == TrialState.FAILED).map(Trial::number)
        .toList());
    assertEquals("", trials.get(2).note());
    assertEquals(whole.lines(),
        SweepOutcome.of(longer, file(), whole.cut(40), (run, listener) -> working(run)).lines());
  }

  /** The process that retries is killed before the second of the trials ran. */
  @Test
  void interruptedRetryIsResumed() throws IOException {
    SweepPlan plan = Plans.drawn(directory, "tpe", 7, TRIALS);
    String failed = SweepOutcome.of(plan, file(), "", (run, listener) -> failing(run)).text();
    Files.writeString(file(), failed);
    retry(plan);
    String retried = Files.readString(file());
    assertTrue(retried.startsWith(failed), "no line changes");
    ran.clear();
    SweepOutcome.of(plan, file(), retried.substring(0, retried.length() - 10), (run, listener) -> working(run));
    assertEquals(List.of(12), ran);
  }

  /** Both processes, 60 and 40 seconds long, count once: the first one is in the journal, as it ended by a failure. */
  @Test
  void secondsOfAllProcessesOfARunCount() throws IOException {
    SweepPlan plan = Plans.drawn(directory, "random", 7, 1);
    List<String> lines = SweepOutcome.of(plan, file(), "", (run, listener) -> working(run)).lines();
    String started = lines.get(0) + "\n" + lines.get(1) + "\n";
    assertEquals(100, trials(SweepOutcome.of(plan, file(), started, interrupted())).get(0).seconds(), 1);
    String failed = started + """
        {"event":"failed","candidate":1,"repetition":1,"reason":"no memory","seconds":60}
        {"event":"retried","candidate":1}
        """;
    assertEquals(100, trials(SweepOutcome.of(plan, file(), failed, interrupted())).get(0).seconds(), 1);
  }

  private TrialEvaluator interrupted() {
    return new TrialEvaluator() {
      @Override
      public double objective(TrialRun run, RunListener listener) {
        return working(run);
      }

      @Override
      public double secondsBefore(TrialRun run) {
        return 100;
      }
    };
  }

  private void retry(SweepPlan plan) throws IOException {
    try (Journal journal = Journal.open(file())) {
      SweepLoop loop = new SweepLoop(plan, journal, (run, listener) -> working(run), List.of());
      loop.retryFailed();
      loop.run();
    }
  }

  private static List<Trial> trials(SweepOutcome outcome) {
    return Trial.all(outcome.content().events(), outcome.plan().sweep().repetitions());
  }

  private Path file() {
    return directory.resolve("sweep.jsonl");
  }
}
