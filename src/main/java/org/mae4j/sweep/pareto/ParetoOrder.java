package org.mae4j.sweep.pareto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.base.Direction;

/**
 * The order of NSGA-II (Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", IEEE Transactions on
 * Evolutionary Computation 6(2), 2002): by non-dominated fronts, and within a front by crowding distance.
 *
 * @param directions which values of each objective are better, at least one
 */
public record ParetoOrder(List<Direction> directions) {
  public ParetoOrder {
    directions = List.copyOf(directions);
  }

  /** Returns whether {@code one} is no worse in any objective and better in at least one. */
  public boolean dominates(List<Double> one, List<Double> other) {
    boolean better = false;
    for (int objective = 0; objective < directions.size(); objective++) {
      int compared = compare(one, other, objective);
      if (compared > 0) {
        return false;
      }
      better |= compared < 0;
    }
    return better;
  }

  /** Returns a negative number if {@code one} is better in an objective, and a positive number if it is worse. */
  private int compare(List<Double> one, List<Double> other, int objective) {
    int ascending = Double.compare(one.get(objective), other.get(objective));
    return directions.get(objective) == Direction.MINIMIZE ? ascending : -ascending;
  }

  /**
   * Returns the front of each vector: 1 if no other vector dominates it, 2 if only vectors of front 1 do, and so on.
   *
   * @param vectors finite values of all objectives
   */
  public List<Integer> fronts(List<List<Double>> vectors) {
    // A vector comes after all that dominate it.
    List<Integer> sorted = IntStream.range(0, vectors.size()).boxed()
        .sorted((i, j) -> objectives().map(objective -> compare(vectors.get(i), vectors.get(j), objective))
            .filter(compared -> compared != 0).findFirst().orElse(0))
        .toList();
    int[] fronts = new int[vectors.size()];
    for (int k = 0; k < sorted.size(); k++) {
      List<Double> vector = vectors.get(sorted.get(k));
      int front = 1;
      for (int before : sorted.subList(0, k)) {
        if (fronts[before] >= front && dominates(vectors.get(before), vector)) {
          front = fronts[before] + 1;
        }
      }
      fronts[sorted.get(k)] = front;
    }
    return IntStream.of(fronts).boxed().toList();
  }

  /**
   * Returns the crowding distance of each vector of a front: the sum over the objectives of the distance between its
   * neighbors, as a share of the range in the front; infinite for the ends of the range.
   */
  public List<Double> crowding(List<List<Double>> front) {
    List<Double> distances = new ArrayList<>(Collections.nCopies(front.size(), 0.0));
    objectives().forEach(objective -> {
      List<Integer> sorted = IntStream.range(0, front.size()).boxed()
          .sorted(Comparator.comparingDouble(i -> front.get(i).get(objective))).toList();
      for (int k = 0; k < sorted.size(); k++) {
        double distance = k == 0 || k == sorted.size() - 1 ? Double.POSITIVE_INFINITY
            : gap(front, sorted, objective, k - 1, k + 1) / gap(front, sorted, objective, 0, sorted.size() - 1);
        // The vectors of a front that has one value of this objective are equally crowded by it.
        distances.set(sorted.get(k), distances.get(sorted.get(k)) + (Double.isNaN(distance) ? 0 : distance));
      }
    });
    return distances;
  }

  private static double gap(List<List<Double>> front, List<Integer> sorted, int objective, int low, int high) {
    return front.get(sorted.get(high)).get(objective) - front.get(sorted.get(low)).get(objective);
  }

  /**
   * Returns the place of each vector among all, from 0 for the best: by front, then by decreasing crowding distance, then
   * by the order of the list. The places are scores that a generator of one objective minimizes.
   */
  public List<Integer> places(List<List<Double>> vectors) {
    List<Integer> fronts = fronts(vectors);
    List<Double> distances = distances(vectors, fronts);
    List<Integer> sorted = IntStream.range(0, vectors.size()).boxed()
        .sorted(Comparator.<Integer, Integer>comparing(fronts::get)
            .thenComparing(distances::get, Comparator.reverseOrder()))
        .toList();
    List<Integer> places = new ArrayList<>(Collections.nCopies(vectors.size(), 0));
    IntStream.range(0, sorted.size()).forEach(place -> places.set(sorted.get(place), place));
    return places;
  }

  private List<Double> distances(List<List<Double>> vectors, List<Integer> fronts) {
    List<Double> distances = new ArrayList<>(Collections.nCopies(vectors.size(), 0.0));
    for (int front : fronts.stream().distinct().toList()) {
      List<Integer> members = IntStream.range(0, vectors.size()).filter(i -> fronts.get(i) == front).boxed().toList();
      List<Double> own = crowding(members.stream().map(vectors::get).toList());
      IntStream.range(0, members.size()).forEach(k -> distances.set(members.get(k), own.get(k)));
    }
    return distances;
  }

  private IntStream objectives() {
    return IntStream.range(0, directions.size());
  }
}
