package org.mae4j.sweep.pareto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mae4j.base.Direction;

/** Tests hypervolumes with cases computed by hand, and with the share of random points that are dominated. */
class HypervolumeTest {
  private static final List<Direction> ACCURACY_AND_COST = List.of(Direction.MAXIMIZE, Direction.MINIMIZE);

  @Test
  void twoObjectivesByHand() {
    Hypervolume box = new Hypervolume(List.of(0.5, 10.0), List.of(0.9, 2.0));
    assertEquals(0, box.of(List.of()));
    assertEquals(0.5 * 0.5, box.of(List.of(List.of(0.7, 6.0))), 1e-12);
    // The third vector is dominated; the last one lies outside the box.
    assertEquals(0.5 * 0.5 + 0.25 * 0.75 - 0.25 * 0.5, box.of(List.of(List.of(0.7, 6.0), List.of(0.6, 4.0),
        List.of(0.55, 8.0), List.of(0.4, 11.0))), 1e-12);
    assertEquals(1, box.of(List.of(List.of(0.95, 1.0))), 1e-12);
  }

  /** Three boxes of 1/2 × 1/2 × 1 share the cube of side 1/2: 3 / 4 - 3 / 8 + 1 / 8. */
  @Test
  void threeObjectivesByHand() {
    Hypervolume cube = new Hypervolume(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    assertEquals(0.5, cube.of(List.of(List.of(0.5, 0.5, 1.0), List.of(0.5, 1.0, 0.5), List.of(1.0, 0.5, 0.5))), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void equalsTheShareOfRandomPointsThatAreDominated(int objectives) {
    SplittableRandom random = new SplittableRandom(objectives);
    List<List<Double>> vectors = IntStream.range(0, 12).mapToObj(i -> vector(random, objectives)).toList();
    Hypervolume box = new Hypervolume(Collections.nCopies(objectives, 0.0), Collections.nCopies(objectives, 1.0));
    int samples = 40_000;
    long dominated = IntStream.range(0, samples).mapToObj(i -> vector(random, objectives))
        .filter(point -> vectors.stream().anyMatch(vector -> IntStream.range(0, objectives)
            .allMatch(i -> vector.get(i) >= point.get(i))))
        .count();
    assertEquals((double) dominated / samples, box.of(vectors), 0.01, "four standard deviations");
  }

  private static List<Double> vector(SplittableRandom random, int objectives) {
    return DoubleStream.generate(random::nextDouble).limit(objectives).boxed().toList();
  }

  @Test
  void theBoxReachesATenthBeyondTheWorstValues() {
    Hypervolume box = Hypervolume.around(ACCURACY_AND_COST, List.of(List.of(0.5, 3.0), List.of(0.7, 9.0)));
    assertEquals(0.48, box.reference().get(0), 1e-12);
    assertEquals(9.6, box.reference().get(1), 1e-12);
    assertEquals(List.of(0.7, 3.0), box.ideal());
    assertEquals(1.2 / 2.2, Hypervolume.around(ACCURACY_AND_COST, List.of(List.of(0.5, 3.0), List.of(0.6, 3.0),
        List.of(0.7, 3.0))).of(List.of(List.of(0.6, 3.0))), 1e-12, "the costs do not differ");
  }
}
