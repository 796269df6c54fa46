package org.mae4j.engine.device.kernel;

import java.util.Map;

/**
 * The kernels of attention and the sizes of their blocks: those of 32 bits, or those on tensor cores, which round factors.
 *
 * @param forward source of attention
 * @param gradient source of its gradient
 * @param width of a head, rounded up
 * @param rows of a block for each of its warps
 * @param tile rows of the other side that are in shared memory at a time
 * @param warps of a block
 */
record AttentionBlocks(KernelFile forward, KernelFile gradient, int width, int rows, int tile, int warps) {
  private static final int MOST_WARPS = 4;
  /** Most rows of a warp that fit into 48 KB of shared memory, by the width of a head in columns of a lane. */
  private static final int[] MOST_ROWS = {0, 8, 8, 4, 2};
  /** Rows of a warp when that is enough for all rows of a block. */
  private static final int FEW_ROWS = 4;
  /** Rows of a warp on tensor cores. */
  private static final int FRAGMENT = 16;
  /** Columns for which the registers of a thread have a place, in large blocks and in small ones, which load more. */
  private static final int MOST_COLUMNS = 64;
  private static final int MOST_COLUMNS_OF_FEW = 32;
  private static final int FLOATS_OF_A_LOAD = 4;

  /** @param own number of rows that the blocks of a sequence divide among themselves */
  static AttentionBlocks of(boolean roundsFactors, int width, int own) {
    return roundsFactors ? onTensorCores(width, own) : inFullPrecision(width, own);
  }

  private static AttentionBlocks inFullPrecision(int width, int own) {
    int columns = KernelFile.blocks(width, KernelFile.WARP);
    int most = MOST_ROWS[columns];
    int rows = own <= MOST_WARPS * FEW_ROWS ? Math.min(FEW_ROWS, most) : most;
    return new AttentionBlocks(KernelFile.ATTENTION, KernelFile.ATTENTION_GRADIENT, columns * KernelFile.WARP, rows,
        KernelFile.WARP, MOST_WARPS);
  }

  /** Sequences of few rows have small blocks, because warps without rows wait for the others. */
  private static AttentionBlocks onTensorCores(int width, int own) {
    boolean few = own <= FRAGMENT && width <= MOST_COLUMNS;
    int parts = width > (few ? MOST_COLUMNS_OF_FEW : MOST_COLUMNS) ? 2 : 1;
    int warps = few ? parts : MOST_WARPS;
    int columns = KernelFile.blocks(width, parts * FRAGMENT) * parts * FRAGMENT;
    // Small tiles take few registers, so more blocks run at once; but all threads must load equally much.
    boolean even = FRAGMENT * columns % (FLOATS_OF_A_LOAD * KernelFile.WARP * warps) == 0;
    return new AttentionBlocks(KernelFile.TENSOR_ATTENTION, KernelFile.TENSOR_ATTENTION_GRADIENT, columns,
        FRAGMENT / parts, even ? FRAGMENT : 2 * FRAGMENT, warps);
  }

  /** Returns the constants of the sources. */
  Map<String, Integer> constants() {
    return Map.of("WIDTH", width, "ROWS", rows, "TILE", tile, "WARPS", warps);
  }

  /** Returns the number of blocks for {@code own} rows. */
  int count(int own) {
    return KernelFile.blocks(own, rows * warps);
  }

  int threads() {
    return warps * KernelFile.WARP;
  }
}
