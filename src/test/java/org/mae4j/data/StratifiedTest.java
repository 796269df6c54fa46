package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedTest {
  /** 6 images of class 0, 3 of class 1, 1 of class 2. */
  private final ImageSet images = TestImages.numbered(3, 0, 0, 1, 0, 0, 1, 0, 2, 1, 0);

  @Test
  void limitKeepsProportionsOfClasses() {
    // Shares of 5: 3, 1.5 and 0.5; the remainder goes to the first of the two equal ones.
    assertArrayEquals(new int[] {0, 1, 2, 3, 5}, Stratified.first(images, 5));
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, Stratified.first(images, 10));
  }

  @Test
  void validationFractionIsRoundedPerClass() {
    ImageSet many = TestImages.numbered(2, IntStream.range(0, 200).map(i -> i < 150 ? 0 : 1).toArray());
    boolean[] validation = Stratified.part(many, 0.1, 7);
    assertEquals(15, count(validation, 0, 150));
    assertEquals(5, count(validation, 150, 200));
    boolean[] few = Stratified.part(TestImages.numbered(2, 0, 0, 1, 1), 0.01, 7);
    assertEquals(1, count(few, 0, 2));
    assertEquals(1, count(few, 2, 4));
  }

  @Test
  void keepsOneTrainingImagePerClass() {
    boolean[] validation = Stratified.part(TestImages.numbered(2, 0, 0, 0, 1, 1), 0.99, 7);
    assertEquals(2, count(validation, 0, 3));
    assertEquals(1, count(validation, 3, 5));
  }

  @Test
  void seedSelectsTheValidationImages() {
    ImageSet many = TestImages.numbered(2, IntStream.range(0, 200).map(i -> i % 2).toArray());
    assertArrayEquals(Stratified.part(many, 0.2, 7), Stratified.part(many, 0.2, 7));
    assertFalse(Arrays.equals(Stratified.part(many, 0.2, 7), Stratified.part(many, 0.2, 8)));
  }

  private static long count(boolean[] validation, int from, int to) {
    return IntStream.range(from, to).filter(i -> validation[i]).count();
  }
}
