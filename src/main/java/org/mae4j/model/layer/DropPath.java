package org.mae4j.model.layer;

import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Stochastic depth (Huang et al., arXiv 1603.09382) for one residual branch: multiplies each image's rows by a factor
 * that is fed, 0 to skip the branch or 1/(1 − rate) to keep it.
 */
public final class DropPath {
  /** Name of the placeholder of all factors, {@code [2·depth, batch]}: two branches a block. */
  public static final String FACTORS = "dropPath";

  private final SDVariable factors;
  private final int batch;
  private int branch;

  public DropPath(SameDiff sameDiff, DataType type, int depth, int batch) {
    this.factors = sameDiff.placeHolder(FACTORS, type, 2L * depth, batch);
    this.batch = batch;
  }

  /** The next branch, rows {@code [B·T, D]}, times its factors. */
  SDVariable apply(SDVariable rows, int tokens, int width) {
    int row = branch++;
    SDVariable factor = factors.get(SDIndex.interval(row, row + 1),
        SDIndex.all()).reshape(batch, 1); // [B, 1]
    return rows.reshape(batch, (long) tokens * width).mul(factor).reshape((long) batch * tokens, width); // [B·T, D]
  }
}
