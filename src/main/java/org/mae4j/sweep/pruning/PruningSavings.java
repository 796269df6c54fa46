package org.mae4j.sweep.pruning;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.text.DurationFormat;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.objective.TrialStage;

/**
 * The training that pruning saved.
 *
 * @param trials number of trials that finished or were pruned
 * @param pruned number of these trials that were pruned
 * @param epochs training epochs of all these trials without pruning, including repetitions
 * @param saved number of these epochs that did not run
 * @param seconds estimate of the saved time: pruned trials would have taken the mean duration of finished trials
 */
public record PruningSavings(int trials, int pruned, long epochs, long saved, double seconds) {

  /** Returns one line of text; empty if the sweep does not prune. */
  public static Optional<String> text(JournalHeading heading, List<TrialEvent> events) {
    return heading.prunedBy().isEmpty() ? Optional.empty() : Optional.of(of(heading, events).text());
  }

  /** Returns the savings of a sweep that prunes. @param events of its journal */
  public static PruningSavings of(JournalHeading heading, List<TrialEvent> events) {
    List<Trial> all = Trial.all(events, heading.repetitions());
    List<Trial> finished = in(all, Trial.TrialState.FINISHED);
    List<Trial> pruned = in(all, Trial.TrialState.PRUNED);
    double mean = finished.stream().mapToDouble(Trial::seconds).average().orElse(0);
    long epochs = Stream.concat(finished.stream(), pruned.stream()).mapToLong(trial -> epochs(heading, trial)).sum();
    return new PruningSavings(finished.size() + pruned.size(), pruned.size(), epochs,
        pruned.stream().mapToLong(trial -> epochs(heading, trial) - done(heading, trial, events)).sum(),
        pruned.stream().mapToDouble(trial -> Math.max(0, mean - trial.seconds())).sum());
  }

  private static List<Trial> in(List<Trial> trials, Trial.TrialState state) {
    return trials.stream().filter(trial -> trial.state() == state).toList();
  }

  /** Returns the training epochs of all runs of a trial. */
  private static long epochs(JournalHeading heading, Trial trial) {
    return heading.repeat() * TrialStage.of(heading.objectives()).stream()
        .mapToLong(stage -> epochs(heading, trial, stage)).sum();
  }

  private static long epochs(JournalHeading heading, Trial trial, TrialStage stage) {
    String key = stage.epochsKey();
    String value = trial.parameters().getOrDefault(key, heading.settings().get(key));
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new UserException("the journal of the sweep is damaged: " + key + " of trial " + trial.number() + " is "
          + value, e);
    }
  }

  /** Returns the epochs that a trial completed before it was pruned. */
  private static long done(JournalHeading heading, Trial trial, List<TrialEvent> events) {
    TrialEvent.Pruned end =
        events.stream().filter(TrialEvent.Pruned.class::isInstance).map(TrialEvent.Pruned.class::cast)
            .filter(event -> event.trial() == trial.number()).findFirst().orElseThrow();
    TrialStage last = TrialStage.measuring(heading.prunedBy());
    return end.epoch() + TrialStage.of(heading.objectives()).stream().takeWhile(stage -> !stage.equals(last))
        .mapToLong(stage -> epochs(heading, trial, stage)).sum();
  }

  String text() {
    return String.format(Locale.ROOT, "pruned: %d of %d trials; %d of %d training epochs (%.0f %%) did not run, which "
        + "saved about %s", pruned, trials, saved, epochs, epochs == 0 ? 0 : 100.0 * saved / epochs,
        DurationFormat.clock(Duration.ofMillis(Math.round(1e3 * seconds))));
  }
}
