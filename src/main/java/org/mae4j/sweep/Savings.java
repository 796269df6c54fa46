package org.mae4j.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.mae4j.run.Progress;

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
record Savings(int candidates, int pruned, long epochs, long saved, double seconds) {

  static Savings of(JournalHeading heading, List<Event> events) {
    List<Standing> standings = Standing.all(events, heading.repeat());
    List<Standing> finished = in(standings, Standing.State.FINISHED);
    List<Standing> pruned = in(standings, Standing.State.PRUNED);
    double mean = finished.stream().mapToDouble(Standing::seconds).average().orElse(0);
    long all = finished.stream().mapToLong(standing -> epochs(heading, standing)).sum()
        + pruned.stream().mapToLong(standing -> epochs(heading, standing)).sum();
    return new Savings(finished.size() + pruned.size(), pruned.size(), all,
        pruned.stream().mapToLong(standing -> epochs(heading, standing) - done(heading, standing, events)).sum(),
        pruned.stream().mapToDouble(standing -> Math.max(0, mean - standing.seconds())).sum());
  }

  private static List<Standing> in(List<Standing> standings, Standing.State state) {
    return standings.stream().filter(standing -> standing.state() == state).toList();
  }

  /** That a candidate has in all of its runs. */
  private static long epochs(JournalHeading heading, Standing standing) {
    return heading.repeat() * Training.of(heading.objective()).stream()
        .mapToLong(training -> epochs(heading, standing, training)).sum();
  }

  private static long epochs(JournalHeading heading, Standing standing, Training training) {
    String key = training.epochsKey();
    return Long.parseLong(standing.parameters().getOrDefault(key, heading.settings().get(key)));
  }

  /** Epochs that a candidate had when it was given up. */
  private static long done(JournalHeading heading, Standing standing, List<Event> events) {
    Event.Pruned end = events.stream().filter(Event.Pruned.class::isInstance).map(Event.Pruned.class::cast)
        .filter(event -> event.candidate() == standing.candidate()).findFirst().orElseThrow();
    Training last = Training.measuring(heading.prunedBy());
    return end.epoch() + Training.of(heading.objective()).stream().takeWhile(training -> training != last)
        .mapToLong(training -> epochs(heading, standing, training)).sum();
  }

  /** One line. */
  String text() {
    return String.format(Locale.ROOT, "given up early: %d of %d candidates; %d of %d epochs of training (%.0f %%) were "
        + "not run, which saved about %s", pruned, candidates, saved, epochs, epochs == 0 ? 0 : 100.0 * saved / epochs,
        Progress.time(Duration.ofMillis(Math.round(1e3 * seconds))));
  }
}
