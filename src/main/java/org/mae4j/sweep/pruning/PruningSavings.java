package org.mae4j.sweep.pruning;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mae4j.experiment.progress.Progress;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;

/**
 * What was saved by giving candidates up.
 *
 * @param candidates that finished or were given up
 * @param pruned of them, given up
 * @param epochs of training that all of them would have had, repetitions included
 * @param saved of these epochs, not run
 * @param seconds that those given up would have taken more, had they taken as long as those that finished did on
 *     average
 */
public record PruningSavings(int candidates, int pruned, long epochs, long saved, double seconds) {

  /** Empty for a sweep that gives none up. */
  public static Optional<PruningSavings> ofPruning(JournalHeading heading, List<TrialEvent> events) {
    return heading.prunedBy().isEmpty() ? Optional.empty() : Optional.of(of(heading, events));
  }

  public static PruningSavings of(JournalHeading heading, List<TrialEvent> events) {
    List<Trial> standings = Trial.all(events, heading.repeat());
    List<Trial> finished = in(standings, Trial.State.FINISHED);
    List<Trial> pruned = in(standings, Trial.State.PRUNED);
    double mean = finished.stream().mapToDouble(Trial::seconds).average().orElse(0);
    long all = finished.stream().mapToLong(standing -> epochs(heading, standing)).sum()
        + pruned.stream().mapToLong(standing -> epochs(heading, standing)).sum();
    return new PruningSavings(finished.size() + pruned.size(), pruned.size(), all,
        pruned.stream().mapToLong(standing -> epochs(heading, standing) - done(heading, standing, events)).sum(),
        pruned.stream().mapToDouble(standing -> Math.max(0, mean - standing.seconds())).sum());
  }

  private static List<Trial> in(List<Trial> standings, Trial.State state) {
    return standings.stream().filter(standing -> standing.state() == state).toList();
  }

  /** That a candidate has in all of its runs. */
  private static long epochs(JournalHeading heading, Trial standing) {
    return heading.repeat() * TrainedStage.of(heading.objective()).stream()
        .mapToLong(training -> epochs(heading, standing, training)).sum();
  }

  private static long epochs(JournalHeading heading, Trial standing, TrainedStage training) {
    String key = training.epochsKey();
    return Long.parseLong(standing.parameters().getOrDefault(key, heading.settings().get(key)));
  }

  /** Epochs that a candidate had when it was given up. */
  private static long done(JournalHeading heading, Trial standing, List<TrialEvent> events) {
    TrialEvent.Pruned end = events.stream().filter(TrialEvent.Pruned.class::isInstance).map(TrialEvent.Pruned.class::cast)
        .filter(event -> event.candidate() == standing.candidate()).findFirst().orElseThrow();
    TrainedStage last = TrainedStage.measuring(heading.prunedBy());
    return end.epoch() + TrainedStage.of(heading.objective()).stream().takeWhile(training -> !training.equals(last))
        .mapToLong(training -> epochs(heading, standing, training)).sum();
  }

  /** One line. */
  public String text() {
    return String.format(Locale.ROOT, "given up early: %d of %d candidates; %d of %d epochs of training (%.0f %%) were "
        + "not run, which saved about %s", pruned, candidates, saved, epochs, epochs == 0 ? 0 : 100.0 * saved / epochs,
        Progress.time(Duration.ofMillis(Math.round(1e3 * seconds))));
  }
}
