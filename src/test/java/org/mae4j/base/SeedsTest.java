package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Detects wrong constants and shifts; does not prove randomness. All inputs are fixed. */
class SeedsTest {
  /** Published outputs of SplitMix64 for seed 1234567 (rosettacode.org, "Pseudo-random numbers/Splitmix64"). */
  @Test
  void mixMatchesSplitMix64() {
    List<String> published = List.of("6457827717110365317", "3203168211198807973", "9817491932198370423",
        "4593380528125082431", "16408922859458223821");
    for (int i = 0; i < published.size(); i++) {
      assertEquals(published.get(i), Long.toUnsignedString(Seeds.mix(1_234_567, i)));
    }
  }

  @Test
  void smallSeedsAndCountersDoNotCollide() {
    Set<Long> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      for (int counter = 0; counter < 1000; counter++) {
        seen.add(Seeds.mix(seed, counter));
      }
    }
    assertEquals(200_000, seen.size());
  }

  @Test
  void everyBitIsSetInHalfOfTheDraws() {
    int draws = 1 << 16;
    int[] ones = new int[64];
    for (int counter = 0; counter < draws; counter++) {
      count(ones, Seeds.mix(42, counter));
    }
    assertHalf(ones, draws);
  }

  @Test
  void neighboringInputsDifferInHalfOfTheBits() {
    int draws = 1 << 16;
    int[] seeds = new int[64];
    int[] counters = new int[64];
    for (int i = 0; i < draws; i++) {
      count(seeds, Seeds.mix(i, 7) ^ Seeds.mix(i + 1, 7));
      count(counters, Seeds.mix(7, i) ^ Seeds.mix(7, i + 1));
    }
    assertHalf(seeds, draws);
    assertHalf(counters, draws);
  }

  @Test
  void derivesDifferentSeedsForDifferentUses() {
    Set<Long> seen = new HashSet<>();
    for (String use : List.of("masks", "order", "initialization", "augmentation", "ab", "ba", "a", "b")) {
      for (int seed = 0; seed < 1000; seed++) {
        seen.add(Seeds.derive(seed, use));
      }
    }
    assertEquals(8_000, seen.size());
    assertNotEquals(Seeds.derive(1, "masks"), Seeds.derive(2, "masks"));
  }

  private static void count(int[] ones, long bits) {
    for (int bit = 0; bit < 64; bit++) {
      ones[bit] += (int) (bits >>> bit & 1);
    }
  }

  /** Asserts that every count is within five standard deviations of the mean of a fair coin. */
  private static void assertHalf(int[] ones, int draws) {
    for (int bit = 0; bit < 64; bit++) {
      assertEquals(draws / 2.0, ones[bit], 2.5 * Math.sqrt(draws), "bit " + bit);
    }
  }
}
