package org.mae4j.engine.graph;

import java.util.Arrays;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ReduceOp;

/**
 * Replaces sums and means of libnd4j's older kind, which SameDiff builds, by the newer kind. Each run of the older
 * kind allocates a native list of the dimensions; the newer kind keeps it with its arguments.
 */
final class Reductions {
  /** Names that both kinds share. */
  static final Set<String> NEWER = Set.of("reduce_mean", "reduce_sum");

  /** Means all dimensions in an operation of the older kind; the newer kind then names none. */
  private static final int ALL = Integer.MAX_VALUE;

  private Reductions() {}

  static DynamicCustomOp newer(ReduceOp reduction) {
    int[] dimensions = reduction.dimensions().toIntVector();
    return DynamicCustomOp.builder(reduction.opName())
        .addIntegerArguments(Arrays.stream(dimensions).filter(dimension -> dimension != ALL).toArray())
        .addBooleanArguments(reduction.isKeepDims()).build();
  }
}
