package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void usesDecimalUnits() {
    assertEquals("1.25 GB", ByteSize.gigabytes(1_250_000_000));
    assertEquals("170.1 MB", ByteSize.megabytes(170_052_171));
  }
}
