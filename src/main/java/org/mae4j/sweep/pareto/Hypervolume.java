package org.mae4j.sweep.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.mae4j.base.Direction;

/**
 * The hypervolume that vectors of objectives dominate, as a share of the box between two points (Zitzler and Thiele,
 * "Multiobjective evolutionary algorithms: a comparative case study and the strength Pareto approach", 1999). It is exact
 * for any number of objectives.
 *
 * @param reference value of each objective at which a vector dominates nothing
 * @param ideal value of each objective at which a vector dominates the whole box
 */
public record Hypervolume(List<Double> reference, List<Double> ideal) {
  private static final double MARGIN = 0.1;

  public Hypervolume {
    reference = List.copyOf(reference);
    ideal = List.copyOf(ideal);
  }

  /**
   * Returns the box around {@code vectors}: the ideal point has the best value of each objective, and the reference point
   * is worse than the worst value by a tenth of their distance, so that the ends of a front count, too.
   *
   * @param vectors at least one
   */
  public static Hypervolume around(List<Direction> directions, List<List<Double>> vectors) {
    List<Double> reference = new ArrayList<>();
    List<Double> ideal = new ArrayList<>();
    for (int objective = 0; objective < directions.size(); objective++) {
      int index = objective;
      double[] values = vectors.stream().mapToDouble(vector -> vector.get(index)).toArray();
      double low = StatUtils.min(values);
      double high = StatUtils.max(values);
      boolean maximized = directions.get(objective) == Direction.MAXIMIZE;
      reference.add(maximized ? low - MARGIN * (high - low) : high + MARGIN * (high - low));
      ideal.add(maximized ? high : low);
    }
    return new Hypervolume(reference, ideal);
  }

  /** Returns the share of the box that {@code vectors} dominate together, in [0, 1]. */
  public double of(List<List<Double>> vectors) {
    return volume(vectors.stream().map(this::shares).toList(), reference.size());
  }

  /** Returns how far a vector is from the reference to the ideal in each objective, in [0, 1]. */
  private List<Double> shares(List<Double> vector) {
    return IntStream.range(0, reference.size()).mapToObj(objective -> {
      double range = ideal.get(objective) - reference.get(objective);
      // All vectors have this value: they differ in the other objectives only.
      return range == 0 ? 1
          : Math.max(0, Math.min(1, (vector.get(objective) - reference.get(objective)) / range));
    }).toList();
  }

  /**
   * Cuts the volume into slices along the last objective; in each slice, the vectors that reach it dominate a volume of one
   * dimension less.
   */
  private static double volume(List<List<Double>> shares, int dimensions) {
    int last = dimensions - 1;
    List<Double> cuts = shares.stream().map(vector -> vector.get(last)).distinct().sorted().toList();
    if (last == 0) {
      return cuts.isEmpty() ? 0 : cuts.get(cuts.size() - 1);
    }
    double volume = 0;
    double low = 0;
    for (double cut : cuts) {
      if (cut > low) {
        volume += (cut - low) * volume(shares.stream().filter(vector -> vector.get(last) >= cut).toList(), last);
      }
      low = cut;
    }
    return volume;
  }
}
