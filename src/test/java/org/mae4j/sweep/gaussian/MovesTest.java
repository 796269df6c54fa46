package org.mae4j.sweep.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.mae4j.sweep.position.Dimension;

class MovesTest {
  private static final double[] POINT = {0.99, 0.5, 0.5};
  private final Moves moves =
      new Moves(List.of(new Dimension.Continuous(), new Dimension.Ordered(3), new Dimension.Unordered(4)));
  private final RandomGenerator random = new Well19937c(5);

  private List<double[]> moved() {
    return Stream.generate(() -> moves.from(POINT, 0.05, random)).limit(2000).toList();
  }

  @Test
  void staysInTheUnitCube() {
    assertTrue(moved().stream().flatMapToDouble(DoubleStream::of).allMatch(value -> value >= 0 && value < 1));
  }

  @Test
  void aStepReachesTheNextValueOfAnOrder() {
    long others = moved().stream().filter(point -> (int) (3 * point[1]) != 1).count();
    assertTrue(others > 500, others + " of 2000");
  }

  @Test
  void aChoiceMovesToAllValues() {
    assertEquals(4, moved().stream().map(point -> (int) (4 * point[2])).distinct().count());
    long changed = moved().stream().filter(point -> point[2] != POINT[2]).count();
    assertTrue(changed > 300 && changed < 600, changed + " of 2000, expected a sixth and a twentieth of the others");
  }

  @Test
  void completesMissingCoordinatesOnly() {
    double[] completed = moves.completed(new double[] {0.1, Double.NaN, 0.2}, random);
    assertEquals(0.1, completed[0]);
    assertTrue(completed[1] >= 0 && completed[1] < 1);
    assertEquals(0.2, completed[2]);
  }
}
