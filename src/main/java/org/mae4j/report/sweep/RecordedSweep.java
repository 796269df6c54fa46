package org.mae4j.report.sweep;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.mae4j.plot.ObjectivePlot;
import org.mae4j.base.Direction;

/**
 * What a sweep left, as far as a page shows it.
 *
 * @param name what it is called
 * @param parameters in the order of their keys
 * @param candidates those with an objective first, the best of them first of all
 * @param progress what was found when
 * @param surrogate what predicts the objective, if there is enough to learn from
 * @param differences of the best candidate's settings from those by default
 */
public record RecordedSweep(String name, Search search, List<SweptParameter> parameters, List<Candidate> candidates,
    ObjectivePlot progress, Optional<Surrogate> surrogate, List<Difference> differences) {

  /**
   * What was searched for, and how.
   *
   * @param objective key of results
   * @param generator what made candidates
   * @param seed of the generator
   * @param repeat runs of each candidate
   * @param savings what giving candidates up early saved, where that was done
   */
  public record Search(String objective, Direction direction, String generator, String seed, int repeat,
      Optional<String> savings) {}

  /**
   * One set of settings.
   *
   * @param number counted from 1
   * @param state in a word
   * @param values by key; not all candidates need have all keys
   * @param objective a finite number
   * @param confidence half the width of its 95 % confidence interval
   * @param note why it is in its state; may be empty
   * @param reports pages of its runs
   */
  public record Candidate(int number, String state, SortedMap<String, String> values, OptionalDouble objective,
      OptionalDouble confidence, double seconds, String note, List<Link> reports) {}

  /** @param place relative to the page */
  public record Link(String text, String place) {}

  /** @param byDefault empty, where there is no default */
  public record Difference(String key, String byDefault, String value) {}

  /**
   * A model of how the objective follows from the parameters.
   *
   * @param fit R² in cross-validation
   * @param candidates that it was learned from
   * @param importances the greatest first
   * @param surface over the two most important parameters that have an order, if there are two
   */
  public record Surrogate(double fit, int folds, int candidates, List<Importance> importances,
      Optional<Surface> surface) {}

  /**
   * What a parameter is worth to the prediction.
   *
   * @param mean loss of R² by shuffling its values, over several shuffles
   * @param deviation standard deviation of a shuffle
   */
  public record Importance(SweptParameter parameter, double mean, double deviation) {}

  /**
   * The objective that is predicted on a grid.
   *
   * @param across coordinates from left to right, each in the middle of a cell
   * @param up coordinates upwards
   * @param objective {@code [across][up]}
   */
  public record Surface(SweptParameter horizontal, SweptParameter vertical, double[] across, double[] up,
      double[][] objective) {}

  public RecordedSweep {
    parameters = List.copyOf(parameters);
    candidates = List.copyOf(candidates);
    differences = List.copyOf(differences);
  }

  /** Those with an objective, the best first. */
  List<Candidate> ranked() {
    return candidates.stream().filter(candidate -> candidate.objective().isPresent()).toList();
  }
}
