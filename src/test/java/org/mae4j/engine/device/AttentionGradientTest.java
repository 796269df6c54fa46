package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.testing.emulation.TestedDevice;

/**
 * Compares attention and its gradient on the emulated device with the processor's, in full precision and on tensor cores.
 * The gradient computes the weights again, so the two are tested together.
 */
class AttentionGradientTest {
  static final Set<String> KINDS = Set.of("mae4j_attention_gradient", "mae4j_cross_attention_gradient");

  /** A tile has 32 rows, and a block 8, 16 or 32. */
  @ParameterizedTest
  @CsvSource({"3, 1, 2, 4", "2, 6, 2, 4", "2, 33, 1, 16", "1, 65, 2, 64", "2, 17, 3, 18", "1, 40, 1, 100",
      "1, 70, 1, 128", "1, 1025, 1, 16"})
  void withinSequences(int batch, int tokens, int heads, int width) {
    assertExact(AttentionComparison.within(batch, tokens, heads, width));
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 5, 2, 6", "2, 49, 17, 3, 16", "1, 17, 70, 2, 48", "1, 9, 40, 1, 128"})
  void betweenSequences(int batch, int queries, int keys, int heads, int width) {
    assertExact(AttentionComparison.between(batch, queries, keys, heads, width));
  }

  private static void assertExact(AttentionComparison attention) {
    double[] errors = attention.errors(Precision.FP32);
    assertEquals(0, Arrays.stream(errors).max().orElseThrow(), 1e-5, () -> Arrays.toString(errors));
  }

  /**
   * A tile has 16 or 32 rows, a warp 16, and a block 16, 32 or 64. Two warps share the columns of wide heads, and of few
   * rows.
   */
  @ParameterizedTest
  @CsvSource({"3, 1, 2, 16", "2, 5, 2, 24", "2, 16, 1, 64", "1, 17, 3, 16", "1, 63, 1, 32", "2, 64, 1, 24",
      "1, 65, 2, 64", "1, 197, 1, 48", "1, 257, 1, 64", "1, 1025, 1, 16", "1, 50, 1, 96", "1, 49, 1, 128",
      "1, 33, 3, 18"})
  void withinSequencesOnTensorCores(int batch, int tokens, int heads, int width) {
    assertRounded(AttentionComparison.within(batch, tokens, heads, width));
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 5, 2, 16", "2, 49, 17, 3, 16", "1, 16, 63, 2, 48", "1, 65, 16, 1, 64", "1, 5, 40, 1, 128"})
  void betweenSequencesOnTensorCores(int batch, int queries, int keys, int heads, int width) {
    assertRounded(AttentionComparison.between(batch, queries, keys, heads, width));
  }

  /** The weights are computed in full precision, from sums of exponentials of rounded products. */
  @Test
  void weightsAgreeWithTensorCores() {
    assertRounded(AttentionComparison.between(1, 33, 20, 2, 16).forwardErrors(Precision.TF32));
  }

  private static void assertRounded(AttentionComparison attention) {
    assertRounded(attention.errors(Precision.TF32));
  }

  /** Rounding to 10 bits of mantissa shows, and nothing more than that. */
  private static void assertRounded(double... errors) {
    assertEquals(0, Arrays.stream(errors).max().orElseThrow(), 1e-3, () -> Arrays.toString(errors));
    try (Device device = TestedDevice.open(false, Precision.TF32)) {
      assertTrue(!device.roundsFactors() || Arrays.stream(errors).min().orElseThrow() > 1e-5,
          () -> Arrays.toString(errors));
    }
  }
}
