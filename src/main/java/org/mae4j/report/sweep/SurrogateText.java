package org.mae4j.report.sweep;

import java.util.Locale;
import java.util.stream.Collectors;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;

/** Explanations of the surrogate model and of its limits. */
public final class SurrogateText {
  static final String MISSING = "Not available: importances and contour come from a random forest, which needs at "
      + "least five finished trials that differ in a parameter and in the objective.";
  static final String NO_SURFACE = "Not available: the contour needs two parameters with ordered values that differ "
      + "between the finished trials.";
  /** Below this number of trials, importances are unreliable. */
  private static final int FEW = 10;
  /** Below this R², the fit is poor. */
  private static final double POOR = 0.3;

  private SurrogateText() {}

  static String fit(Surrogate surrogate) {
    return "Permutation importance: the loss of R² of a random forest on unseen trials when the values of one "
        + "parameter are shuffled. " + (surrogate.predicts() ? "Share of the variance (functional ANOVA): the part of "
            + "the variance of the forest's prediction over the search space that is due to one parameter alone, or only "
            + "to two together (×); the rest is due to other combinations. "
            : "Shares of the variance (functional ANOVA) are not shown: the forest predicts no better than the mean. ")
        + quality(surrogate);
  }

  /** Returns the shares of the variance for a terminal, or why there are none. */
  public static String shares(Surrogate surrogate) {
    return "share of the variance (functional ANOVA): " + (surrogate.predicts() ? surrogate.shares().stream()
        .map(share -> String.format(Locale.ROOT, "%s %.2f", share.label(), share.mean()))
        .collect(Collectors.joining(", ")) + ". " + quality(surrogate) : "not shown, because " + reason(surrogate));
  }

  static String surface(Surrogate surrogate) {
    return "The prediction of the random forest over the two most important parameters with ordered values, averaged "
        + "over the other parameters of the trials. Each dot is a trial, in the color of its measured objective. "
        + quality(surrogate);
  }

  /** Explains why there is no contour. @param surrogate model that predicts no better than the mean */
  static String useless(Surrogate surrogate) {
    return "Not shown: " + reason(surrogate);
  }

  private static String reason(Surrogate surrogate) {
    return String.format(Locale.ROOT,
        "the R² of the random forest in %d-fold cross-validation over %d trials is %.2f, so it predicts no better than the "
            + "mean of the trials.",
        surrogate.folds(), surrogate.trials(), surrogate.fit());
  }

  private static String quality(Surrogate surrogate) {
    return String.format(Locale.ROOT,
        "The R² of the forest in %d-fold cross-validation over %d trials is %.2f; 1 is a perfect fit, "
            + "0 is no better than the mean.",
        surrogate.folds(), surrogate.trials(), surrogate.fit())
        + warning(surrogate);
  }

  private static String warning(Surrogate surrogate) {
    if (surrogate.trials() < FEW) {
      return " This is unreliable: fewer than ten trials have finished.";
    }
    return surrogate.fit() < POOR ? " This is unreliable: the fit is poor." : "";
  }
}
