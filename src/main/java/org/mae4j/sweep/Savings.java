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
 * @param seconds that the epochs not run would have taken, at the pace at which each candidate had run; what a
 *     candidate does after its last training is not counted
 */
record Savings(int candidates, int pruned, long epochs, long saved, double seconds) {

  static Savings of(JournalHeading heading, List<Event> events) {
    List<Training> trainings = Training.of(heading.objective());
    Savings sum = new Savings(0, 0, 0, 0, 0);
    for (Standing standing : Standing.all(events, heading.repeat())) {
      long once = trainings.stream().mapToLong(training -> epochs(heading, standing, training)).sum();
      if (standing.state() == Standing.State.FINISHED) {
        sum = sum.plus(new Savings(1, 0, heading.repeat() * once, 0, 0));
      } else if (standing.state() == Standing.State.PRUNED) {
        long done = done(heading, standing, events);
        long left = heading.repeat() * once - done;
        sum = sum.plus(new Savings(1, 1, heading.repeat() * once, left, standing.seconds() * left / done));
      }
    }
    return sum;
  }

  private Savings plus(Savings more) {
    return new Savings(candidates + more.candidates, pruned + more.pruned, epochs + more.epochs, saved + more.saved,
        seconds + more.seconds);
  }

  private static long epochs(JournalHeading heading, Standing standing, Training training) {
    String key = training.epochsKey();
    return Long.parseLong(standing.parameters().getOrDefault(key, heading.settings().get(key)));
  }

  /** Epochs that a candidate had when it was given up. */
  private static long done(JournalHeading heading, Standing standing, List<Event> events) {
    Event.Pruned end = events.stream().filter(Event.Pruned.class::isInstance).map(Event.Pruned.class::cast)
        .filter(event -> event.candidate() == standing.candidate()).findFirst().orElseThrow();
    long before = 0;
    for (Training training : Training.of(heading.objective())) {
      if (training == Training.measuring(heading.prunedBy())) {
        break;
      }
      before += epochs(heading, standing, training);
    }
    return before + end.epoch();
  }

  /** One line. */
  String text() {
    return String.format(Locale.ROOT, "given up early: %d of %d candidates; %d of %d epochs of training (%.0f %%) were "
        + "not run, about %s at the pace of those given up", pruned, candidates, saved, epochs,
        epochs == 0 ? 0 : 100.0 * saved / epochs, Progress.time(Duration.ofMillis(Math.round(1e3 * seconds))));
  }
}
