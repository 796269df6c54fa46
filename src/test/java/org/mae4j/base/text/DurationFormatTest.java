package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationFormatTest {
  @Test
  void printsMoreThan24Hours() {
    assertEquals("26:05:09", DurationFormat.clock(Duration.ofHours(26).plusMinutes(5).plusMillis(9_900)));
    assertEquals("0:00:00", DurationFormat.clock(Duration.ZERO));
  }
}
