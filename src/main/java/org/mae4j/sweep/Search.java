package org.mae4j.sweep;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.mae4j.config.Space;
import org.mae4j.config.SweepPlan;
import org.mae4j.run.RunFailedException;
import org.mae4j.run.Signals;
import org.mae4j.run.StoppedRunException;
import org.mae4j.run.UserException;

/**
 * Tries candidates, some at once. What the journal knows already is taken from it and told to the generator as if it
 * had just been found, so that a search goes on as if it had not been interrupted. All that follows from how candidates
 * end is decided in the order of their numbers: the outcome is the same however many run at once.
 */
final class Search {
  private final SweepPlan plan;
  private final Journal journal;
  private final Evaluation evaluation;
  private final SweepWatch watch;
  private final Candidates candidates;
  /** The number under which parameters came first. */
  private final Map<SortedMap<String, String>, Integer> first = new HashMap<>();
  /** How candidates ended, by number. */
  private final Map<Integer, Standing> ended = new HashMap<>();
  private int proposed;
  private boolean exhausted;
  /** All candidates up to this one ended, and what follows from that is decided. */
  private int settled;
  private int failures;

  Search(SweepPlan plan, Journal journal, Evaluation evaluation, SweepWatch watch) {
    this.plan = plan;
    this.journal = journal;
    this.evaluation = evaluation;
    this.watch = watch;
    this.candidates = new Candidates(plan);
  }

  /**
   * Searches to the end.
   *
   * @throws StoppedRunException if a signal asked to stop
   * @throws RunFailedException if too many candidates failed one after another
   * @throws UserException if the journal is that of other candidates
   */
  void run() throws IOException {
    try (Signals signals = Signals.listen(); CandidateThreads threads = new CandidateThreads(plan, signals)) {
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

  private boolean goesOn(CandidateThreads threads) {
    int next = proposed + 1;
    int limit = plan.sweep().stop().candidates();
    double hours = plan.sweep().stop().hours();
    return !exhausted && candidates.ready() && (limit == 0 || next <= limit) && first.size() < combinations()
        && (hours == 0 || standing(next).isPresent() || seconds(threads) < hours * 3600);
  }

  /** That the sweep has taken. */
  private double seconds(CandidateThreads threads) {
    double all = ended.values().stream().mapToDouble(Standing::seconds).sum() + threads.seconds();
    return all / plan.sweep().parallel();
  }

  /** How many different candidates there are. */
  private double combinations() {
    return plan.parameters().values().stream()
        .mapToDouble(space -> space instanceof Space.Finite finite ? finite.size() : Double.POSITIVE_INFINITY)
        .reduce(1, (a, b) -> a * b);
  }

  /** Makes the next candidate, and hands it to a thread unless it has ended. */
  private void propose(CandidateThreads threads) throws IOException {
    Optional<SortedMap<String, String>> next = candidates.next();
    if (next.isEmpty()) {
      exhausted = true;
      return;
    }
    SortedMap<String, String> parameters = next.get();
    int number = ++proposed;
    Optional<Standing> recorded = standing(number);
    if (recorded.isPresent()) {
      requireSame(recorded.get(), parameters);
    } else {
      begin(number, parameters);
    }
    first.putIfAbsent(parameters, number);
    Standing standing = standing(number).orElseThrow();
    if (standing.ended()) {
      end(standing, recorded.isEmpty());
    } else {
      watch.begun(number, parameters);
      threads.start(new CandidateTask(plan, number, parameters, journal, evaluation, watch, threads::stopRequested));
    }
  }

  private void begin(int number, SortedMap<String, String> parameters) throws IOException {
    Optional<String> problem = Validity.problem(plan, parameters);
    if (first.containsKey(parameters)) {
      journal.append(new Event.Repeated(number, parameters, first.get(parameters)));
    } else if (problem.isPresent()) {
      journal.append(new Event.Invalid(number, parameters, problem.get()));
    } else {
      journal.append(new Event.Started(number, 1, parameters));
    }
  }

  /** @param news whether it had not ended before */
  private void end(Standing standing, boolean news) throws IOException {
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
  private void settle(Standing standing) {
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

  /** Of what was tried before, that which was found then. */
  private OptionalDouble objective(Standing standing) {
    return ended.get(first.get(standing.parameters())).objective();
  }

  private void requireSame(Standing recorded, SortedMap<String, String> parameters) {
    if (!recorded.parameters().equals(parameters)) {
      throw new UserException("the journal does not fit: candidate " + recorded.candidate() + " is "
          + recorded.parameters() + " there, and would be " + parameters);
    }
  }

  private Optional<Standing> standing(int candidate) {
    return journal.standing(candidate, plan.sweep().repeat());
  }
}
