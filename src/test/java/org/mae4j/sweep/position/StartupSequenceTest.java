package org.mae4j.sweep.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class StartupSequenceTest {
  private static List<double[]> positions(int seed) {
    StartupSequence sequence = new StartupSequence(3, new Well19937c(seed));
    return Stream.generate(sequence::next).limit(16).toList();
  }

  /** The first 2^n positions of a Sobol sequence have one in each of 2^n intervals of every coordinate. */
  @Test
  void coversEachCoordinateEvenly() {
    List<double[]> positions = positions(1);
    for (int dimension = 0; dimension < 3; dimension++) {
      int each = dimension;
      assertEquals(IntStream.range(0, 16).boxed().collect(Collectors.toSet()), positions.stream()
          .map(position -> (int) (position[each] * 16)).collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void dependsOnSeed() {
    assertEquals(List.of(positions(1).get(5)[0]), List.of(positions(1).get(5)[0]));
    assertNotEquals(positions(1).get(5)[0], positions(2).get(5)[0]);
  }
}
