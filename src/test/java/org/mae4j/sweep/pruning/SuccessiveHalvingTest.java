package org.mae4j.sweep.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.journal.TrialEvent.Measured;
import org.mae4j.sweep.plan.PruneConfig;
import org.mae4j.sweep.plan.PruneConfig.Spacing;
import org.mae4j.sweep.plan.Rungs;

/** Tests when trials are compared, with which, and which are promoted. */
class SuccessiveHalvingTest {
  @Test
  void rungsAreSpacedEquallyOrGeometrically() {
    assertEquals(List.of(-1, 0, 0, 1, 1, 2, 2), reached(new PruneConfig("", 2, 2, 0.3, Spacing.EQUAL, 1, 0), 0, 7));
    PruneConfig third = geometric(1, 0.333, 3, 0);
    assertEquals(List.of(0, 0, 1, 1, 1, 1, 1, 1, 2, 2), reached(third, 0, 10));
    assertEquals(List.of(-1, -1, 0, 0, 0, 0, 0, 0, 1, 1), reached(third, 1, 10));
    assertEquals(OptionalInt.of(3), new Rungs(third, 0).reached(27));
  }

  private static List<Integer> reached(PruneConfig config, int bracket, int epochs) {
    return IntStream.rangeClosed(1, epochs).mapToObj(epoch -> new Rungs(config, bracket).reached(epoch).orElse(-1))
        .toList();
  }

  @Test
  void rungsOfCpuMinutesAreNotRounded() {
    Rungs rungs = new Rungs(geometric(0, 0.4, 1, 0.3), 0);
    assertEquals(OptionalInt.empty(), rungs.reached(0.299));
    assertEquals(OptionalInt.of(0), rungs.reached(0.3));
    assertEquals(OptionalInt.of(0), rungs.reached(0.7499));
    assertEquals(OptionalInt.of(1), rungs.reached(0.7501));
    assertEquals(OptionalInt.empty(), rungs.reached(Double.NaN));
  }

  /** With four brackets and a factor of 3, Hyperband starts 27, 12, 6 and 4 trials. */
  @Test
  void trialsAreSharedAmongBracketsAsInHyperband() {
    Brackets brackets = new Brackets(geometric(1, 1 / 3.0, 4, 0));
    for (int first : new int[] {1, 8, 100, 12_345}) {
      int[] counts = new int[4];
      IntStream.range(first, first + 49).forEach(trial -> counts[brackets.of(trial)]++);
      int[] wanted = {27, 12, 6, 4};
      IntStream.range(0, 4).forEach(i -> assertEquals(wanted[i], counts[i], 1, "bracket " + i));
    }
    assertTrue(IntStream.range(1, 1000).allMatch(trial -> new Brackets(geometric(1, 0.5, 1, 0)).of(trial) == 0));
  }

  @Test
  void trialsAreComparedWithinTheirBracket() {
    PruneConfig config = geometric(1, 0.5, 2, 0);
    Brackets brackets = new Brackets(config);
    SuccessiveHalving halving = new SuccessiveHalving(config, Direction.MINIMIZE);
    List<Integer> later = IntStream.range(1, 20).filter(trial -> brackets.of(trial) == 1).boxed().toList();
    Measured own = new Measured(later.get(1), 2, 0.5);
    assertFalse(halving.reachesRung(new Measured(own.trial(), 1, 0.5), List.of()), "its first rung is after epoch 2");
    assertTrue(halving.reachesRung(own, List.of()));
    List<TrialEvent> events = new ArrayList<>(List.of(own));
    assertEquals(Optional.empty(), halving.promotes(events, own));
    events.add(new Measured(later.get(0), 2, 0.6));
    assertEquals(Optional.of(true), halving.promotes(events, own), "trials of bracket 0 have not reached it");
    IntStream.range(1, 20).filter(trial -> brackets.of(trial) == 0).forEach(trial -> {
      events.add(new Measured(trial, 1, 0.3));
      events.add(new Measured(trial, 2, 0.3));
    });
    assertEquals(Optional.of(true), halving.promotes(events, own));
  }

  /** The first epoch of the slow trials takes longer than two rungs. */
  @Test
  void trialIsComparedAtAllRungsThatItReachesAtOnce() {
    SuccessiveHalving halving = new SuccessiveHalving(geometric(0, 0.5, 1, 1), Direction.MINIMIZE);
    Measured slow = new Measured(1, 1, 0.5, 2.5);
    Measured fast = new Measured(2, 3, 0.7, 1.1);
    assertTrue(halving.reachesRung(slow, List.of()));
    assertFalse(halving.reachesRung(new Measured(1, 2, 0.4, 3.9), List.of(slow)));
    assertFalse(halving.reachesRung(new Measured(1, 2, 0.4, 1.5), List.of(slow)), "it is at a higher rung");
    assertTrue(halving.reachesRung(new Measured(1, 2, 0.4, 4), List.of(slow)));
    assertEquals(Optional.of(false), halving.promotes(List.of(slow, fast), fast), "the slow one was there, too");
    Measured best = new Measured(3, 3, 0.4, 1.1);
    Measured slowToo = new Measured(4, 1, 0.45, 2.5);
    List<TrialEvent> events = List.of(slow, fast, new TrialEvent.Pruned(2, 3, 0.7, 1), best, slowToo);
    assertEquals(Optional.empty(), halving.promotes(events, slowToo), "the third may still reach the second rung");
    assertEquals(Optional.of(true),
        halving.promotes(with(events, new TrialEvent.Pruned(3, 3, 0.4, 1)), slowToo), "second of 4, and first of 2");
    Measured slowest = new Measured(5, 1, 0.6, 2.5);
    assertEquals(Optional.of(false), halving.promotes(with(events, slowest), slowest),
        "it is not promoted at the first");
  }

  /** Whether trial 1 is retried before or after trial 2 is compared decides nothing. */
  @Test
  void trialsAreNotComparedWithValuesOfRetriedTrials() {
    SuccessiveHalving halving = new SuccessiveHalving(geometric(1, 0.5, 1, 0), Direction.MINIMIZE);
    Measured own = new Measured(2, 1, 0.5);
    List<TrialEvent> failed = List.of(new TrialEvent.Failed(1, 1, "no memory", 1), new TrialEvent.Retried(1), own);
    assertEquals(Optional.of(true), halving.promotes(failed, own));
    assertEquals(Optional.of(true), halving.promotes(with(failed, new Measured(1, 1, 0.1)), own));
  }

  /** With keep = 0.5, the first trial, one of two and two of three are promoted. */
  @Test
  void keepIsRoundedUpAndTiesAreNotPruned() {
    SuccessiveHalving half = halving(Direction.MINIMIZE, 0.5);
    assertEquals(List.of(true, false, true, false), decisions(half, 3, 5, 2, 4));
    assertEquals(List.of(true, true, true, false), decisions(half, 3, 3, 3, 4));
    assertEquals(List.of(true, true, false), decisions(half, 3, 2, 3.5));
    assertEquals(List.of(true, false, true), decisions(half, 3, Double.NaN, 4));
    assertEquals(List.of(true, true, true), decisions(half, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY));
    assertEquals(List.of(true, true, false), decisions(halving(Direction.MAXIMIZE, 0.5), 0.2, 0.3, 0.1));
    assertEquals(List.of(true, true, true, false),
        decisions(halving(Direction.MINIMIZE, 1 / 3.0), 4, 3, 2, 3.5));
  }

  @Test
  void decisionWaitsForLowerNumbers() {
    SuccessiveHalving rungs = halving(Direction.MINIMIZE, 0.5);
    Measured third = new Measured(3, 2, 0.7);
    List<TrialEvent> events = List.of(new Measured(1, 2, 0.5), third);
    assertEquals(Optional.empty(), rungs.promotes(events, third));
    assertEquals(Optional.of(false), rungs.promotes(with(events, new Measured(2, 2, 0.6)), third));
    assertEquals(Optional.of(false), rungs.promotes(with(events, new TrialEvent.Failed(2, 1, "ill", 1)), third));
    assertEquals(Optional.empty(), rungs.promotes(with(events, new Measured(2, 1, 0.6)), third));
  }

  private static SuccessiveHalving halving(Direction direction, double keep) {
    return new SuccessiveHalving(new PruneConfig("", 2, 1, keep, Spacing.EQUAL, 1, 0), direction);
  }

  private static List<Boolean> decisions(SuccessiveHalving rungs, double... values) {
    List<Measured> events = IntStream.range(0, values.length)
        .mapToObj(i -> new Measured(i + 1, 2, values[i])).toList();
    return events.stream().map(own -> rungs.promotes(List.copyOf(events), own).orElseThrow()).toList();
  }

  private static List<TrialEvent> with(List<TrialEvent> events, TrialEvent more) {
    return Stream.concat(events.stream(), Stream.of(more)).toList();
  }

  private static PruneConfig geometric(int after, double keep, int brackets, double minutes) {
    return new PruneConfig("", after, 1, keep, Spacing.GEOMETRIC, brackets, minutes);
  }
}
