package org.mae4j.experiment.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerListenerTest {
  @Test
  void recordsAtMostEvery50Steps() {
    assertEquals(50, LayerListener.every(10, 1000));
    assertEquals(50, LayerListener.every(1, 10));
  }

  @ParameterizedTest
  @CsvSource({"10, 5001", "10, 1000000", "7, 123456", "1000, 30000"})
  void longOnesHaveNoMoreThanAHundredRecords(int logEvery, long steps) {
    long every = LayerListener.every(logEvery, steps);
    assertEquals(0, every % logEvery);
    assertTrue(steps / every <= 100);
  }
}
