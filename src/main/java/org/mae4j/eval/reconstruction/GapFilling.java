package org.mae4j.eval.reconstruction;

/**
 * Solves Laplace's equation in the gaps of planes by successive over-relaxation: each value in a gap becomes the mean of its
 * neighbors.
 */
final class GapFilling {
  /** Factor of over-relaxation; near the best one for gaps of 10 to 30 pixels. */
  private static final double RELAXATION = 1.8;
  private static final int MAXIMUM_SWEEPS = 1_000;
  /** Change of a value in [-1, 1] that is too small to matter. */
  private static final double TOLERANCE = 1e-4;

  private final int stride;
  private final int[] cells;
  private final double[] neighbors;

  /**
   * @param stride values per row of a plane, with its border
   * @param cells positions of the values in the gaps
   * @param neighbors number of neighbors of each of these values; the border adds nothing to their sum
   */
  GapFilling(int stride, int[] cells, double[] neighbors) {
    this.stride = stride;
    this.cells = cells;
    this.neighbors = neighbors;
  }

  /** @param planes values with a border of zeros, {@code [C, (H + 2)·(W + 2)]} */
  void fill(float[][] planes) {
    int plane = 0;
    for (; plane + 3 <= planes.length; plane += 3) {
      fill(planes[plane], planes[plane + 1], planes[plane + 2]);
    }
    for (; plane < planes.length; plane++) {
      sweep(planes[plane], 0, 1);
    }
  }

  /** Fills three planes at once. A value waits for the one before it, so three take half the time of one after another. */
  private void fill(float[] first, float[] second, float[] third) {
    double[] change = {1, 1, 1};
    int sweeps = 0;
    for (; sweeps < MAXIMUM_SWEEPS && Math.min(Math.min(change[0], change[1]), change[2]) > TOLERANCE; sweeps++) {
      double firstChange = 0;
      double secondChange = 0;
      double thirdChange = 0;
      for (int i = 0; i < cells.length; i++) {
        int cell = cells[i];
        double firstCorrection = correction(first, cell, neighbors[i]);
        double secondCorrection = correction(second, cell, neighbors[i]);
        double thirdCorrection = correction(third, cell, neighbors[i]);
        first[cell] += (float) firstCorrection;
        second[cell] += (float) secondCorrection;
        third[cell] += (float) thirdCorrection;
        firstChange = Math.max(firstChange, Math.abs(firstCorrection));
        secondChange = Math.max(secondChange, Math.abs(secondCorrection));
        thirdChange = Math.max(thirdChange, Math.abs(thirdCorrection));
      }
      change = new double[] {firstChange, secondChange, thirdChange};
    }
    sweep(first, sweeps, change[0]);
    sweep(second, sweeps, change[1]);
    sweep(third, sweeps, change[2]);
  }

  /** Sweeps over one plane until it changes no more. @param change largest one in the last of {@code sweeps} */
  private void sweep(float[] plane, int sweeps, double change) {
    double largest = change;
    for (int sweep = sweeps; sweep < MAXIMUM_SWEEPS && largest > TOLERANCE; sweep++) {
      largest = 0;
      for (int i = 0; i < cells.length; i++) {
        double correction = correction(plane, cells[i], neighbors[i]);
        plane[cells[i]] += (float) correction;
        largest = Math.max(largest, Math.abs(correction));
      }
    }
  }

  private double correction(float[] plane, int cell, double count) {
    double sum = (double) plane[cell - 1] + plane[cell + 1] + plane[cell - stride] + plane[cell + stride];
    return RELAXATION * (sum / count - plane[cell]);
  }
}
