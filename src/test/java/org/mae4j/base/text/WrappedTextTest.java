package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WrappedTextTest {
  private static final String BOLD = "\033[1m";
  private static final String END = "\033[21m\033[0m";

  @Test
  void codesOfStylesTakeNoColumns() {
    String line = "  " + BOLD + "--out" + END + "  one two three";
    assertEquals(22, WrappedText.length(line));
    assertEquals("  " + BOLD + "--out" + END + "  one two\n         three", WrappedText.of(line, 18, 9));
    assertEquals("  " + BOLD + "--out" + END + "  o…", WrappedText.cut(line, 11));
    assertEquals(line, WrappedText.of(line, 22, 9));
  }

  @Test
  void aWordThatIsLongerThanTheLineIsNotBroken() {
    assertEquals("  a\n  bcdefgh\n  i", WrappedText.of("  a bcdefgh i", 6, 2));
  }
}
