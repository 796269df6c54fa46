package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DownsamplingTest {
  private record Point(int x, double y) {}

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void evenSelectionKeepsFirstAndLastElement() {
    assertEquals(List.of(0, 5, 10, 15, 20, 25, 30), Downsampling.evenly(range(31), 7));
    assertEquals(List.of(0, 99_999), Downsampling.evenly(range(100_000), 2));
    assertEquals(512, Downsampling.evenly(range(100_000), 512).stream().distinct().count());
  }

  @Test
  void returnsShortSequencesUnchanged() {
    List<Integer> seven = range(7);
    assertSame(seven, Downsampling.evenly(seven, 7));
    assertSame(seven, Downsampling.extremes(seven, Integer::doubleValue, 4));
    assertEquals(List.of(), Downsampling.evenly(List.of(), 2));
  }

  @Test
  void keepsEveryPeak() {
    List<Point> points = IntStream.range(0, 100_000)
        .mapToObj(i -> new Point(i, i == 71_234 ? 50 : i % 7)).toList();
    List<Point> kept = Downsampling.extremes(points, Point::y, 300);
    assertEquals(602, kept.size());
    assertTrue(kept.contains(points.get(71_234)));
    assertEquals(points.get(0), kept.get(0));
    assertEquals(points.get(99_999), kept.get(601));
    assertTrue(IntStream.range(1, 602).allMatch(i -> kept.get(i - 1).x() <= kept.get(i).x()));
  }

  @Test
  void rejectsLimitBelowTwo() {
    assertThrows(IllegalArgumentException.class, () -> Downsampling.evenly(range(3), 1));
  }
}
