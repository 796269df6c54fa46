package org.mae4j.sweep;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mae4j.config.SweepPlan;
import org.mae4j.run.RunFailedException;
import org.mae4j.run.StoppedRunException;
import org.mae4j.run.UserException;

/**
 * Tries candidates one after another. What the journal knows already is taken from it, in the same order and told to
 * the generator as if it had just been found, so that a search goes on as if it had not been interrupted.
 */
final class Search {
  private final SweepPlan plan;
  private final Journal journal;
  private final Evaluation evaluation;
  private final Watch watch;
  private final Candidates candidates;
  private final Map<SortedMap<String, String>, Standing> tried = new HashMap<>();
  private double seconds;
  private int failures;

  /** Is told when a candidate ended that had not ended before. */
  interface Watch {
    void ended(Standing standing) throws IOException;
  }

  Search(SweepPlan plan, Journal journal, Evaluation evaluation, Watch watch) {
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
    for (int number = 1; goesOn(number); number++) {
      Optional<SortedMap<String, String>> parameters = candidates.next();
      if (parameters.isEmpty()) {
        return;
      }
      Standing before = tried.get(parameters.get());
      Standing standing = bring(number, parameters.get());
      tried.putIfAbsent(parameters.get(), standing);
      seconds += standing.seconds();
      candidates.report(before == null ? standing.objective() : before.objective());
      requireFewFailures(standing);
    }
  }

  private boolean goesOn(int number) {
    int limit = plan.sweep().stop().candidates();
    double hours = plan.sweep().stop().hours();
    return (limit == 0 || number <= limit) && (hours == 0 || seconds < hours * 3600)
        && tried.size() < plan.parameters().size();
  }

  /** Brings a candidate to its end, from where the journal has it. */
  private Standing bring(int number, SortedMap<String, String> parameters) throws IOException {
    Optional<Standing> recorded = standing(number);
    if (recorded.isPresent()) {
      requireSame(recorded.get(), parameters);
      if (recorded.get().ended()) {
        return recorded.get();
      }
    } else {
      begin(number, parameters);
    }
    Standing standing = standing(number).orElseThrow();
    while (!standing.ended()) {
      run(new Trial(number, standing.objectives().size() + 1, parameters));
      standing = standing(number).orElseThrow();
    }
    watch.ended(standing);
    return standing;
  }

  private void begin(int number, SortedMap<String, String> parameters) throws IOException {
    Standing before = tried.get(parameters);
    Optional<String> problem = Validity.problem(plan, parameters);
    if (before != null) {
      journal.append(new Event.Repeated(number, parameters, before.candidate()));
    } else if (problem.isPresent()) {
      journal.append(new Event.Invalid(number, parameters, problem.get()));
    } else {
      journal.append(new Event.Started(number, 1, parameters));
    }
  }

  private void run(Trial trial) throws IOException {
    boolean known = events(trial.candidate()).stream()
        .anyMatch(event -> event instanceof Event.Started started && started.repetition() == trial.repetition());
    if (!known) {
      journal.append(new Event.Started(trial.candidate(), trial.repetition(), trial.parameters()));
    }
    long start = System.nanoTime();
    try {
      double objective = evaluation.objective(trial);
      journal.append(new Event.Finished(trial.candidate(), trial.repetition(), objective, since(start)));
    } catch (StoppedRunException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      journal.append(new Event.Failed(trial.candidate(), trial.repetition(), reason(e), since(start)));
    }
  }

  private static double since(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
  }

  private static String reason(Throwable failure) {
    boolean clear = failure instanceof RunFailedException || failure instanceof UserException;
    String message = clear ? failure.getMessage() : failure.toString();
    return String.join(" ", message.lines().toList());
  }

  private void requireSame(Standing recorded, SortedMap<String, String> parameters) {
    if (!recorded.parameters().equals(parameters)) {
      throw new UserException("the journal does not fit: candidate " + recorded.candidate() + " is "
          + recorded.parameters() + " there, and would be " + parameters);
    }
  }

  private void requireFewFailures(Standing standing) {
    failures = switch (standing.state()) {
      case FAILED -> failures + 1;
      case FINISHED, STARTED -> 0;
      case INVALID, REPEATED -> failures;
    };
    if (failures >= plan.sweep().maxFailures()) {
      throw new RunFailedException(failures + " candidates failed one after another, the last: " + standing.note()
          + ". To go on in spite of that, raise sweep.maxFailures");
    }
  }

  private List<Event> events(int candidate) {
    return journal.content().events().stream().filter(event -> event.candidate() == candidate).toList();
  }

  private Optional<Standing> standing(int candidate) {
    List<Event> own = events(candidate);
    return own.isEmpty() ? Optional.empty() : Optional.of(Standing.of(own, plan.sweep().repeat()));
  }
}
