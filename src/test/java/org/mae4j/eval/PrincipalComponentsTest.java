package org.mae4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

  /** The points are at ±5 along (3, 4)/5 and at ±1 along (4, −3)/5 around the mean (1, 2). */
  @Test
  void findsAxesOfRectangle() {
    float[][] corners = {{1 + 3.8f, 2 + 3.4f}, {1 + 2.2f, 2 + 4.6f}, {1 - 2.2f, 2 - 4.6f}, {1 - 3.8f, 2 - 3.4f}};
    PrincipalComponents found = PrincipalComponents.of(corners, 2);
    double[][] expected = {{5, 1}, {5, -1}, {-5, 1}, {-5, -1}};
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found.coordinates()[i], 1e-6);
    }
    assertArrayEquals(new double[] {25.0 / 26, 1.0 / 26}, found.explained(), 1e-6);
  }

  @Test
  void equalPointsHaveNoVariance() {
    PrincipalComponents found = PrincipalComponents.of(new float[][] {{1, 2, 3}, {1, 2, 3}}, 2);
    assertArrayEquals(new double[] {0, 0}, found.explained());
    assertEquals(0, found.coordinates()[1][0]);
  }
}
