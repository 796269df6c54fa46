package org.mae4j.engine;

import java.util.Arrays;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ReduceOp;

/**
 * Sums and means, of which libnd4j has two kinds. Of the older one, which SameDiff builds, each run makes a native list
 * of the dimensions; the newer one keeps it with its arguments.
 */
final class Reductions {
  /** Names that both kinds share. */
  static final Set<String> NEWER = Set.of("reduce_mean", "reduce_sum");

  /** Stands for all dimensions in an operation of the older kind; those of the newer kind then name none. */
  private static final int ALL = Integer.MAX_VALUE;

  private Reductions() {}

  static DynamicCustomOp newer(ReduceOp reduction) {
    int[] dimensions = reduction.dimensions().toIntVector();
    return DynamicCustomOp.builder(reduction.opName())
        .addIntegerArguments(Arrays.stream(dimensions).filter(dimension -> dimension != ALL).toArray())
        .addBooleanArguments(reduction.isKeepDims()).build();
  }
}
