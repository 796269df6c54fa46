package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;
import org.mae4j.sweep.position.ObservedPositions;

class GaussianProcessSamplerTest {
  private static final Predicate<double[]> ALL = position -> true;

  private static double loss(double[] position) {
    return Math.pow(position[0] - 0.3, 2) + Math.pow(position[1] - 0.8, 2);
  }

  /** Returns a square grid of positions, none of which is within 0.07 of the minimum. */
  private static ObservedPositions grid(int side, List<double[]> pending) {
    List<double[]> ranked = IntStream.range(0, side * side)
        .mapToObj(i -> new double[] {(i % side + 0.5) / side, (i / side + 0.5) / side})
        .sorted(Comparator.comparingDouble(GaussianProcessSamplerTest::loss)).toList();
    return new ObservedPositions(ranked, ranked.stream().map(GaussianProcessSamplerTest::loss).toList(), List.of(),
        pending);
  }

  private static Optional<double[]> propose(ObservedPositions observed, Predicate<double[]> isNew) {
    List<Dimension> continuous = List.of(new Dimension.Continuous(), new Dimension.Continuous());
    return new GaussianProcessSampler(continuous, UnaryOperator.identity()).propose(observed, isNew,
        new Well19937c(1));
  }

  @Test
  void proposesTheMinimumBetweenObservedPositions() {
    double[] proposed = propose(grid(4, List.of()), ALL).orElseThrow();
    assertArrayEquals(new double[] {0.3, 0.8}, proposed, 0.05);
    assertArrayEquals(proposed, propose(grid(4, List.of()), ALL).orElseThrow(), "the same arguments");
  }

  /** The same random numbers would give the same position again. */
  @Test
  void proposesOtherPositionsWhileTrialsArePending() {
    List<double[]> pending = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pending.add(propose(grid(2, pending), ALL).orElseThrow());
    }
    double nearest = IntStream.range(0, 4).boxed()
        .flatMap(i -> pending.subList(0, i).stream()
            .map(other -> Math.hypot(other[0] - pending.get(i)[0], other[1] - pending.get(i)[1])))
        .mapToDouble(Double::doubleValue).min().orElseThrow();
    assertTrue(nearest > 0.05, "distance " + nearest);
  }

  @Test
  void proposesNewPositionsOnly() {
    double[] proposed = propose(grid(4, List.of()), position -> position[0] > 0.5).orElseThrow();
    assertTrue(proposed[0] > 0.5);
    assertEquals(Optional.empty(), propose(grid(4, List.of()), position -> false));
  }

  @Test
  void withoutResultsNothingIsProposed() {
    ObservedPositions nothing =
        new ObservedPositions(List.of(), List.of(), List.of(), List.of(new double[] {0.1, 0.1}));
    assertEquals(Optional.empty(), propose(nothing, ALL));
  }

  /** Positions with equal losses say nothing, and so does a single one. */
  @Test
  void equalLossesDoNotEndTheSearch() {
    List<double[]> ranked = List.of(new double[] {0.1, 0.1}, new double[] {0.9, 0.9});
    assertTrue(propose(new ObservedPositions(ranked, List.of(2.0, 2.0), List.of(), List.of()), ALL).isPresent());
    assertTrue(propose(new ObservedPositions(List.of(), List.of(), ranked, List.of()), ALL).isPresent());
  }
}
