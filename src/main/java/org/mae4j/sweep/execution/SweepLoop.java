package org.mae4j.sweep.execution;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.Signals;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.sweep.generator.TrialGenerator;
import org.mae4j.sweep.generator.TrialValidity;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * Tries candidates, some at once. What the journal knows already is taken from it and told to the generator as if it
 * had just been found, so that a search goes on as if it had not been interrupted. All that follows from how candidates
 * end is decided in the order of their numbers: the outcome is the same however many run at once.
 */
public final class SweepLoop {
  private final SweepPlan plan;
  private final Journal journal;
  private final TrialEvaluator evaluation;
  private final SweepListener watch;
  private final TrialGenerator candidates;
  private final StopCondition limits;
  /** The number under which parameters came first. */
  private final Map<SortedMap<String, String>, Integer> first = new HashMap<>();
  /** How candidates ended, by number. */
  private final Map<Integer, Trial> ended = new HashMap<>();
  private int proposed;
  private boolean exhausted;
  /** All candidates up to this one ended, and what follows from that is decided. */
  private int settled;
  private int failures;

  public SweepLoop(SweepPlan plan, Journal journal, TrialEvaluator evaluation, SweepListener watch) {
    this.plan = plan;
    this.journal = journal;
    this.evaluation = evaluation;
    this.watch = watch;
    this.candidates = new TrialGenerator(plan);
    this.limits = new StopCondition(plan);
  }

  /**
   * Searches to the end.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws RunFailedException if too many candidates failed one after another
   * @throws UserException if the journal is that of other candidates
   */
  public void run() throws IOException {
    try (Signals signals = Signals.listen(); TrialThreads threads = new TrialThreads(plan, signals)) {
      while (true) {
        while (threads.free() && goesOn(threads)) {
          signals.requireNone();
          propose(threads);
        }
        if (threads.idle()) {
          return;
        }
        end(threads.take(), true);
      }
    }
  }

  private boolean goesOn(TrialThreads threads) {
    int next = proposed + 1;
    return !exhausted && candidates.ready() && limits.allow(next, first.size())
        && (standing(next).isPresent() || limits.secondsLeft(seconds(threads)) > 0);
  }

  /** That all candidates took so far. */
  private double seconds(TrialThreads threads) {
    return ended.values().stream().mapToDouble(Trial::seconds).sum() + threads.seconds();
  }

  /** Makes the next candidate, and hands it to a thread unless it has ended. */
  private void propose(TrialThreads threads) throws IOException {
    Optional<SortedMap<String, String>> next = candidates.next();
    if (next.isEmpty()) {
      exhausted = true;
      return;
    }
    SortedMap<String, String> parameters = next.get();
    int number = ++proposed;
    Optional<Trial> recorded = standing(number);
    if (recorded.isPresent()) {
      requireSame(recorded.get(), parameters);
    } else {
      begin(number, parameters);
    }
    first.putIfAbsent(parameters, number);
    Trial standing = standing(number).orElseThrow();
    if (standing.ended()) {
      end(standing, recorded.isEmpty());
    } else {
      watch.begun(number, parameters);
      threads.start(new TrialTask(plan, number, parameters, journal, evaluation, watch, threads::stopRequested));
    }
  }

  private void begin(int number, SortedMap<String, String> parameters) throws IOException {
    Optional<String> problem = TrialValidity.problem(plan, parameters);
    if (first.containsKey(parameters)) {
      journal.append(new TrialEvent.Repeated(number, parameters, first.get(parameters)));
    } else if (problem.isPresent()) {
      journal.append(new TrialEvent.Invalid(number, parameters, problem.get()));
    } else {
      journal.append(new TrialEvent.Started(number, 1, parameters));
    }
  }

  /** @param news whether it had not ended before */
  private void end(Trial standing, boolean news) throws IOException {
    ended.put(standing.candidate(), standing);
    if (news) {
      watch.ended(standing);
    }
    while (ended.containsKey(settled + 1)) {
      settled++;
      settle(ended.get(settled));
    }
  }

  /** Tells the generator, and gives up where too many have failed. */
  private void settle(Trial standing) {
    candidates.report(standing.candidate(), objective(standing));
    failures = switch (standing.state()) {
      case FAILED -> failures + 1;
      case FINISHED, PRUNED, STARTED -> 0;
      case INVALID, REPEATED -> failures;
    };
    if (failures >= plan.sweep().maxFailures()) {
      throw new RunFailedException(failures + " candidates failed one after another, the last: " + standing.note()
          + ". To go on in spite of that, raise sweep.maxFailures");
    }
  }

  /** That can be compared; of what was tried before, that which was found then. */
  private OptionalDouble objective(Trial standing) {
    OptionalDouble objective = ended.get(first.get(standing.parameters())).objective();
    return Double.isFinite(objective.orElse(Double.NaN)) ? objective : OptionalDouble.empty();
  }

  private void requireSame(Trial recorded, SortedMap<String, String> parameters) {
    if (!recorded.parameters().equals(parameters)) {
      throw new UserException("the journal does not fit: candidate " + recorded.candidate() + " is "
          + recorded.parameters() + " there, and would be " + parameters);
    }
  }

  private Optional<Trial> standing(int candidate) {
    return journal.standing(candidate, plan.sweep().repeat());
  }
}
