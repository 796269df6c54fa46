package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberLabelTest {
  @Test
  void numbersHaveFourSignificantDigits() {
    assertEquals(List.of("0", "4.0e-4", "12,350", "0.1235", "9.607e-6", "-2.0e-7", "0.001", "1,000,000"),
        Stream.of(0.0, 4e-4, 12345.6, 0.123456, 9.6071e-6, -2e-7, 1e-3, 1e6).map(NumberLabel::of).toList());
  }

  @Test
  void countsHaveAllDigits() {
    assertEquals("12,800", NumberLabel.of(12_800L));
    assertEquals("1,234,567", NumberLabel.of(1_234_567L));
  }

  @Test
  void ticksHaveTheDecimalsThatTellThemApart() {
    assertEquals(List.of("0.42105", "0.42110"),
        Stream.of(0.42105, 0.4211).map(tick -> NumberLabel.of(tick, 5e-5)).toList());
    assertEquals(List.of("0", "200", "1,000"), Stream.of(-0.0, 200.0, 1000.0)
        .map(tick -> NumberLabel.of(tick, 200)).toList());
    assertEquals("0.1", NumberLabel.of(0.1, 0.1));
  }

  @Test
  void exponentsOfSettingsAreInTheSameStyle() {
    assertEquals("1.0e-4", NumberLabel.ofSetting("1.0E-4"));
    assertEquals("logUniform [5.0e-4, 0.02]", NumberLabel.ofSetting("logUniform [5.0E-4, 0.02]"));
    assertEquals("runs/v1E5", NumberLabel.ofSetting("runs/v1E5"));
    assertEquals("a1.5E3", NumberLabel.ofSetting("a1.5E3"));
  }
}
