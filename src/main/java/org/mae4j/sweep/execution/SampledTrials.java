package org.mae4j.sweep.execution;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.mae4j.sweep.generator.TrialGenerator;

/** The trials that a generator has given so far, which are numbered from 1, and which of them repeat earlier ones. */
final class SampledTrials {
  /** A generator that only repeats itself is stopped: hardly one trial in a hundred would be a new one. */
  private static final int MAX_REPEATS = 100;

  private final TrialGenerator generator;
  private final double size;
  /** The number of the first trial with given parameters. */
  private final Map<SortedMap<String, String>, Integer> first = new HashMap<>();
  private int count;
  private boolean exhausted;
  /** Number of consecutive trials that repeated earlier ones. */
  private int repeats;

  /** @param size number of combinations of values that the generator can give */
  SampledTrials(TrialGenerator generator, double size) {
    this.generator = generator;
    this.size = size;
  }

  /** Returns the parameters of the next trial; empty if the generator has no more. */
  Optional<SortedMap<String, String>> next() {
    Optional<SortedMap<String, String>> next = generator.next();
    exhausted = next.isEmpty();
    next.ifPresent(parameters -> {
      count++;
      repeats = first.putIfAbsent(parameters, count) == null ? 0 : repeats + 1;
    });
    return next;
  }

  /** Returns the number of the last trial. */
  int count() {
    return count;
  }

  /** Returns the number of trials that repeat no earlier one. */
  int distinct() {
    return first.size();
  }

  /** Returns the number of the first trial with {@code parameters}, which one has. */
  int original(SortedMap<String, String> parameters) {
    return first.get(parameters);
  }

  /** Returns whether the generator may find a new trial. */
  boolean mayHaveMore() {
    return !exhausted && repeats < MAX_REPEATS;
  }

  /** Returns a sentence if no other parameters are left to try. */
  Optional<String> exhaustion() {
    if (first.size() >= size) {
      return Optional.of("the space is used up: all " + first.size() + " combinations of its values were tried");
    }
    return mayHaveMore() ? Optional.empty()
        : Optional.of("the generator finds no new trials: " + first.size() + " of "
            + String.format(Locale.ROOT, "%.0f", size) + " combinations of values were tried");
  }
}
