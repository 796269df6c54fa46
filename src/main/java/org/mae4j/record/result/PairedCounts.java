package org.mae4j.record.result;

/**
 * The number of test images that a classifier and its control classify correctly, of the same images.
 *
 * @param both images that both classify correctly
 * @param onlyThis images that only the classifier classifies correctly
 * @param onlyControl images that only the control classifies correctly
 * @param neither images that neither classifies correctly
 */
public record PairedCounts(int both, int onlyThis, int onlyControl, int neither) {

  /** Last group of the key. */
  static final String VERSUS = "versus";

  /** @param counts {@code [[both, onlyThis], [onlyControl, neither]]}, as in {@code results.json} */
  public static PairedCounts of(int[][] counts) {
    return new PairedCounts(counts[0][0], counts[0][1], counts[1][0], counts[1][1]);
  }

  /** Returns the key in {@code results.json} of the counts of a classifier and a control. */
  public static String key(String classifier, String control) {
    return classifier + ".test." + VERSUS + "." + control;
  }

  /** Returns {@code [[both, onlyThis], [onlyControl, neither]]}. */
  public int[][] matrix() {
    return new int[][] {{both, onlyThis}, {onlyControl, neither}};
  }

  /** Returns the confidence interval of the accuracy of the classifier minus that of the control, in [-1, 1]. */
  public Interval interval() {
    return Interval.paired(onlyThis, onlyControl, both + onlyThis + onlyControl + neither);
  }
}
