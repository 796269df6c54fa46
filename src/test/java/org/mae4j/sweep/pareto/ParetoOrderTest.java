package org.mae4j.sweep.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.base.Direction;

/** Tests the order of NSGA-II with cases computed by hand. */
class ParetoOrderTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  /** An accuracy and a cost. */
  private static final ParetoOrder ORDER = new ParetoOrder(List.of(Direction.MAXIMIZE, Direction.MINIMIZE));

  @Test
  void aVectorDominatesIfNoObjectiveIsWorseAndOneIsBetter() {
    assertTrue(ORDER.dominates(List.of(0.9, 2.0), List.of(0.8, 2.0)));
    assertTrue(ORDER.dominates(List.of(0.9, 1.0), List.of(0.8, 2.0)));
    assertFalse(ORDER.dominates(List.of(0.9, 3.0), List.of(0.8, 2.0)), "it costs more");
    assertFalse(ORDER.dominates(List.of(0.8, 2.0), List.of(0.8, 2.0)), "it is equal");
  }

  @Test
  void frontsAreNumberedFromTheParetoFront() {
    assertEquals(List.of(1, 2, 1, 3, 1, 1), ORDER.fronts(List.of(List.of(0.9, 5.0), List.of(0.8, 5.0),
        List.of(0.7, 1.0), List.of(0.7, 6.0), List.of(0.8, 3.0), List.of(0.8, 3.0))));
    assertEquals(List.of(), ORDER.fronts(List.of()));
  }

  /** The ranges are 0.4 and 8: 0.2 / 0.4 + 4 / 8, and 0.3 / 0.4 + 6 / 8. */
  @Test
  void crowdingDistanceIsTheShareBetweenTheNeighbors() {
    List<Double> distances = ORDER.crowding(List.of(List.of(0.5, 1.0), List.of(0.6, 3.0), List.of(0.7, 5.0),
        List.of(0.9, 9.0)));
    assertEquals(INFINITE, distances.get(0));
    assertEquals(1, distances.get(1), 1e-12);
    assertEquals(1.5, distances.get(2), 1e-12);
    assertEquals(INFINITE, distances.get(3));
    assertEquals(List.of(INFINITE, 0.0, INFINITE), ORDER.crowding(List.of(List.of(1.0, 1.0), List.of(1.0, 1.0),
        List.of(1.0, 1.0))), "no range");
  }

  @Test
  void placesGoByFrontThenByCrowdingThenByNumber() {
    assertEquals(List.of(3, 2, 0, 4, 1), ORDER.places(List.of(List.of(0.6, 3.0), List.of(0.7, 5.0), List.of(0.5, 1.0),
        List.of(0.6, 9.5), List.of(0.9, 9.0))));
  }

  @Test
  void oneObjectiveIsOrderedByItsValues() {
    ParetoOrder single = new ParetoOrder(List.of(Direction.MINIMIZE));
    assertEquals(List.of(2, 0, 1, 3), single.places(List.of(List.of(2.0), List.of(1.0), List.of(1.0), List.of(7.0))));
    assertEquals(List.of(2, 1, 1, 3), single.fronts(List.of(List.of(2.0), List.of(1.0), List.of(1.0), List.of(7.0))));
  }
}
