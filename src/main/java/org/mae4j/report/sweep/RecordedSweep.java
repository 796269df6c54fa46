package org.mae4j.report.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.mae4j.base.Direction;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.report.block.Page.Fact;

/**
 * The content of a sweep directory that a report shows.
 *
 * @param name name of the sweep
 * @param complete whether no further trial follows
 * @param origin data, model, date and command, as far as runs of trials have recorded them
 * @param parameters parameters in the order of their keys
 * @param trials all trials; those with an objective come first, the best of them at the start
 * @param progress objective over time
 * @param surrogate model of the objective; empty if there are too few trials
 * @param differences settings of the best trial that differ from the defaults
 * @param tradeOff finished trials of a sweep with several objectives; empty for one objective and before a trial finished
 */
public record RecordedSweep(String name, boolean complete, Origin origin, Search search,
    List<SweptParameter> parameters, List<RecordedTrial> trials, ObjectivePlot progress,
    Optional<Surrogate> surrogate, List<Difference> differences,
    Optional<RecordedTradeOff> tradeOff) {

  /**
   * What the runs of a sweep have recorded of themselves.
   *
   * @param facts for the head of the page
   * @param validationImages number of validation images of the best trial; empty if it is not known
   */
  public record Origin(List<Fact> facts, OptionalInt validationImages) {
    /** Nothing is known, for example because the runs were deleted. */
    public static final Origin UNKNOWN = new Origin(List.of(), OptionalInt.empty());
  }

  /**
   * The objective and the search strategy.
   *
   * @param objective key of the objective in the results
   * @param generator name of the generator of parameter values
   * @param seed seed of the generator
   * @param repeat number of runs per trial
   * @param score what counts of several runs
   * @param savings time saved by pruning, in words; empty without a pruner
   */
  public record Search(String objective, Direction direction, String generator, String seed, int repeat,
      String score,
      Optional<String> savings) {}

  /**
   * A setting that differs from its default.
   *
   * @param byDefault default value; empty if there is none
   */
  public record Difference(String key, String byDefault, String value) {}

  /**
   * A model that predicts the objective from the parameters.
   *
   * @param fit R² in cross-validation
   * @param folds number of folds of the cross-validation
   * @param trials number of trials that the model was fitted to
   * @param importances importance of each parameter, in descending order
   * @param surface prediction over the two most important ordered parameters; empty if there are fewer than two
   * @param shares shares of the variance of the prediction: that of each parameter in descending order, then that of the
   *     two most important parameters together; empty if the prediction is constant
   */
  public record Surrogate(double fit, int folds, int trials, List<Importance> importances,
      Optional<Surface> surface, List<VarianceShare> shares) {
    /** Returns whether the model predicts better than the mean of the trials. Otherwise it says nothing about them. */
    boolean predicts() {
      return fit > 0;
    }
  }

  /**
   * The permutation importance of a parameter.
   *
   * @param mean mean loss of R² when the values of the parameter are shuffled
   * @param deviation standard deviation of the loss over the shuffles
   */
  public record Importance(SweptParameter parameter, double mean, double deviation) {}

  /**
   * The share of the variance of the prediction over the search space that is due to parameters together, and not to
   * fewer of them.
   *
   * @param parameters one or two
   * @param mean mean share of the trees, in [0, 1] up to rounding
   * @param deviation standard deviation of the share over the trees
   */
  public record VarianceShare(List<SweptParameter> parameters, double mean, double deviation) {
    public VarianceShare {
      parameters = List.copyOf(parameters);
    }

    /** Returns the keys of the parameters. */
    String label() {
      return parameters.stream().map(SweptParameter::key).collect(Collectors.joining(" × "));
    }
  }

  /**
   * The predicted objective on a grid.
   *
   * @param across coordinates of the centers of the columns
   * @param up coordinates of the centers of the rows, from bottom to top
   * @param objective predictions {@code [column][row]}
   */
  public record Surface(SweptParameter horizontal, SweptParameter vertical, double[] across, double[] up,
      double[][] objective) {}

  public RecordedSweep {
    parameters = List.copyOf(parameters);
    trials = List.copyOf(trials);
    differences = List.copyOf(differences);
  }

  /** Returns the trials that have an objective, the best first. */
  List<RecordedTrial> ranked() {
    return trials.stream().filter(trial -> trial.objective().isPresent()).toList();
  }
}
