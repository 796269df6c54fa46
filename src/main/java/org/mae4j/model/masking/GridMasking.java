package org.mae4j.model.masking;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.mae4j.base.UserException;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.config.extension.NoSettings;

/**
 * Grid-wise masking (arXiv 2111.06377, table 1f): one patch of every 2×2 block stays visible, at the same place in all
 * blocks of an image. The place is drawn for each image and epoch.
 */
public final class GridMasking implements Masking {
  private static final double RATIO = 0.75;

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public List<Problem> check(Record group, Record settings) {
    double ratio = ((ModelConfig) group).maskRatio();
    return ratio == RATIO ? List.of()
        : List.of(new Problem("maskRatio", "must be " + RATIO + " for grid masking, is " + ratio, List.of("masking")));
  }

  /** @throws UserException if the number of rows or columns is odd, or not a quarter of the patches stays visible */
  @Override
  public int[] permutation(Record settings, MaskRequest request) {
    int rows = request.rows();
    int columns = request.columns();
    if (rows % 2 != 0 || columns % 2 != 0 || request.visible() * 4 != request.patches()) {
      throw new UserException(
          POINT + " = " + name() + ": keeps one patch of every 2×2 block, so it needs an even number "
              + "of rows and columns and model.maskRatio = " + RATIO + "; here " + request.visible() + " patches of a "
              + rows
              + "×" + columns + " grid stay visible");
    }
    SplittableRandom random = new SplittableRandom(request.imageSeed());
    int top = random.nextInt(2);
    int left = random.nextInt(2);
    boolean[] mask = new boolean[request.patches()];
    Arrays.fill(mask, true);
    for (int row = top; row < rows; row += 2) {
      for (int column = left; column < columns; column += 2) {
        mask[row * columns + column] = false;
      }
    }
    return request.permutation(mask, random);
  }
}
