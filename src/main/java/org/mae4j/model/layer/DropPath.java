package org.mae4j.model.layer;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Stochastic depth (Huang et al., arXiv 1603.09382) of residual branches: multiplies the rows of each image by a factor
 * that a placeholder holds, 0 to skip the branch or 1/(1 − rate) to keep it.
 */
public final class DropPath {
  /** Name of the placeholder of all factors, {@code [2·depth, B]}: two branches per block. */
  public static final String FACTORS = "dropPath";

  private final SDVariable factors; // [2·depth, B]
  private int branch;

  /** @param depth number of blocks */
  public DropPath(SameDiff sameDiff, DataType type, int depth, int batch) {
    this.factors = sameDiff.placeHolder(FACTORS, type, 2L * depth, batch);
  }

  /** Returns the next branch, {@code [B·T, D]}, times its factors. */
  SDVariable apply(Activations branchRows) {
    int row = branch++;
    int batch = branchRows.batch();
    long values = (long) branchRows.tokens() * branchRows.width();
    SDVariable factor = factors.get(SDIndex.interval(row, row + 1), SDIndex.all()).reshape(batch, 1); // [B, 1]
    return branchRows.rows().reshape(batch, values).mul(factor).reshape(branchRows.count(), branchRows.width()); // [B·T, D]
  }
}
