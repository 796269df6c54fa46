package org.mae4j.report.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.base.Direction;
import org.mae4j.plot.axis.Axis;
import org.mae4j.report.sweep.SweptParameter.Kind;

class SweptParameterTest {
  private static SweptParameter parameter(String space, String... values) {
    return SweptParameter.of("a.key", space, List.of(values));
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Axis.AxisTick::label).toList();
  }

  @Test
  void detectsKindOfParameter() {
    assertEquals(Kind.LINEAR, parameter("uniform [0.0, 1.0]", "0.5", "0.25").kind());
    assertEquals(Kind.WHOLE, parameter("integer [1, 3], step 1", "1", "3").kind());
    assertEquals(Kind.LOGARITHMIC, parameter("logUniform [1.0E-4, 0.1], points 4", "0.01", "1.0E-4").kind());
    assertEquals(Kind.ORDERED, parameter("choice [0.75, 0.5, 12]", "12", "0.5", "0.75", "0.5").kind());
    assertEquals(Kind.CATEGORY, parameter("choice [mean, token]", "token", "mean").kind());
    assertEquals(Kind.CATEGORY, parameter("choice [1, NaN]", "1", "NaN").kind(), "NaN has no position");
    assertEquals(Kind.CATEGORY, parameter("").kind(), "no trial has the parameter");
  }

  @Test
  void coordinatesAreIndicesOfSortedLevels() {
    SweptParameter ratios = parameter("choice [0.75, 0.5, 12]", "12", "0.5", "0.75", "0.5");
    assertEquals(List.of("0.5", "0.75", "12"), ratios.levels());
    assertEquals(2, ratios.coordinate("12"));
    assertEquals(List.of("0.5", "0.75", "12"), labels(ratios.axis(0, 1)));
    assertEquals(0.5, ratios.axis(0, 2).position(1), 1e-12);
    assertEquals(0.02, parameter("uniform [0.0, 1.0]", "0.02").coordinate("0.02"));
  }

  /** The file's own settings may lie outside of the space. */
  @Test
  void zeroLiesAtLowerBoundOfLogarithmicSpace() {
    SweptParameter decay = parameter("logUniform [1.0E-4, 0.1] when model.pooling is mean", "0", "0.01", "0.05");
    assertEquals(Kind.LOGARITHMIC, decay.kind());
    assertEquals(1e-4, decay.coordinate("0"));
    assertEquals(0.01, decay.coordinate("0.01"));
  }

  @Test
  void axesAreIntegerOrLogarithmic() {
    assertEquals(List.of("1", "2", "3"), labels(parameter("integer [1, 3], step 1", "1", "3").axis(1, 3)));
    Axis rates = parameter("logUniform [1.0E-4, 0.01]", "0.01", "1.0E-4").axis(1e-4, 1e-2);
    assertEquals(0.5, rates.position(1e-3), 1e-9);
    assertEquals(1e-3, rates.scale().value(0.5), 1e-9);
  }

  @Test
  void bestIsInHighestClassForBothDirections() {
    double[] objectives = {1, 5, 10};
    ColorScale higher = ColorScale.of(objectives, Direction.MAXIMIZE);
    assertEquals(List.of(0, 4, 8), List.of(higher.level(1), higher.level(5.5), higher.level(10)));
    ColorScale lower = ColorScale.of(objectives, Direction.MINIMIZE);
    assertEquals(List.of(8, 0), List.of(lower.level(1), lower.level(10)));
    assertEquals(List.of(0, 8), List.of(lower.level(100), lower.level(-100)), "outside the range");
    assertEquals(List.of("r8", "r4", "r0", "r8"), List.of(ColorScale.byRank(1, 3), ColorScale.byRank(2, 3),
        ColorScale.byRank(3, 3), ColorScale.byRank(1, 1)));
    assertEquals(8, ColorScale.of(new double[] {3, 3}, Direction.MINIMIZE).level(3), "all objectives are equal");
  }
}
