package org.mae4j.model.masking;

import java.util.SplittableRandom;
import org.mae4j.config.check.Checks;

/**
 * Block-wise masking (BEiT, arXiv 2106.08254, algorithm 1): masks rectangles of random area, aspect ratio and place
 * until the wanted number of patches is masked. The last block is cut, row by row, to the exact number. If as many blocks
 * as there are patches do not suffice, the first patches that are still visible are masked.
 */
public final class BlockMasking implements Masking {
  @Override
  public String name() {
    return "block";
  }

  @Override
  public Settings defaults() {
    return new Settings(4, 0.3);
  }

  /**
   * The shape of blocks.
   *
   * @param minimumPatches smallest area of a block in patches, at least 1; BEiT uses 16 on its 14×14 grid
   * @param minimumAspect smallest ratio of a block's height to its width, in (0, 1]; the largest is its inverse
   */
  public record Settings(int minimumPatches, double minimumAspect) {
    public Settings {
      new Checks()
          .atLeast(1, "minimumPatches", minimumPatches)
          .fraction("minimumAspect", minimumAspect)
          .throwIfAny();
    }
  }

  @Override
  public int[] permutation(Record settings, MaskRequest request) {
    SplittableRandom random = new SplittableRandom(request.imageSeed());
    Mask mask = new Mask(request);
    for (int block = 0; block < request.patches() && mask.missing > 0; block++) {
      mask.addBlock((Settings) settings, random);
    }
    mask.fill(0, 0, request.rows(), request.columns());
    return request.permutation(mask.masked, random);
  }

  /** The mask of an image while it grows. */
  private static final class Mask {
    private final MaskRequest request;
    private final boolean[] masked;
    private int missing;

    Mask(MaskRequest request) {
      this.request = request;
      this.masked = new boolean[request.patches()];
      this.missing = request.masked();
    }

    void addBlock(Settings settings, SplittableRandom random) {
      double area = settings.minimumPatches()
          + random.nextDouble() * Math.max(0, missing - settings.minimumPatches());
      double aspect = settings.minimumAspect()
          + random.nextDouble() * (1 / settings.minimumAspect() - settings.minimumAspect());
      int height = side(Math.sqrt(area * aspect), request.rows());
      int width = side(Math.sqrt(area / aspect), request.columns());
      fill(random.nextInt(request.rows() - height + 1), random.nextInt(request.columns() - width + 1), height, width);
    }

    private static int side(double length, int limit) {
      return (int) Math.max(1, Math.min(limit, Math.round(length)));
    }

    /** Masks the patches of a rectangle, row by row, until none is missing. */
    void fill(int top, int left, int height, int width) {
      for (int i = 0; i < height * width && missing > 0; i++) {
        int patch = (top + i / width) * request.columns() + left + i % width;
        missing -= masked[patch] ? 0 : 1;
        masked[patch] = true;
      }
    }
  }
}
