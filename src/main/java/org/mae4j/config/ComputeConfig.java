package org.mae4j.config;

/**
 * The arithmetic of a GPU. The CPU computes with 32-bit floats always.
 *
 * @param precision of matrix products
 */
public record ComputeConfig(Precision precision) {

  /** How the factors of a matrix product are rounded; sums have 32 bits. */
  public enum Precision {
    /** Not at all. */
    FP32,
    /** To 10 bits of mantissa, which tensor cores multiply; GPUs before compute capability 8.0 do not round. */
    TF32,
    /**
     * To 7 bits of mantissa, in attention to 10, as {@link #TF32}. All arrays keep 32 bits: parameters, activations and
     * gradients.
     */
    BF16
  }
}
