package org.mae4j.report.sweep;

import java.util.Locale;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;

/** What is to be known of a surrogate by those who look at its figures. */
final class SurrogateText {
  static final String MISSING = "Left out: a random forest needs five finished candidates that differ in a parameter "
      + "and in the objective. Without it there are neither importances nor a contour.";
  static final String NO_SURFACE = "Left out: it needs two parameters with ordered values that differ between the "
      + "finished candidates.";
  /** Fewer candidates than these tell little. */
  private static final int FEW = 10;
  /** A fit below this is poor. */
  private static final double POOR = 0.3;

  private SurrogateText() {}

  static String fit(Surrogate surrogate) {
    return "How much R² a random forest loses on candidates that it has not seen when one parameter's values are "
        + "shuffled among all of them. " + quality(surrogate);
  }

  static String surface(Surrogate surrogate) {
    return "The random forest's prediction over the two most important parameters with ordered values, averaged "
        + "over what the candidates have for the others. Dots are the candidates, in the color of their own "
        + "objective. " + quality(surrogate);
  }

  private static String quality(Surrogate surrogate) {
    return String.format(Locale.ROOT, "Its R² in %d-fold cross-validation over %d candidates is %.2f; 1 is perfect, "
        + "and the mean of all candidates gives 0.", surrogate.folds(), surrogate.candidates(), surrogate.fit())
        + caution(surrogate);
  }

  private static String caution(Surrogate surrogate) {
    if (surrogate.candidates() < FEW) {
      return " This means little: fewer than ten candidates have finished.";
    }
    return surrogate.fit() < POOR ? " This means little: the fit is poor." : "";
  }
}
