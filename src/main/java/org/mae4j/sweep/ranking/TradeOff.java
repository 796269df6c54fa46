package org.mae4j.sweep.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.Direction;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.objective.SweepObjective;
import org.mae4j.sweep.pareto.Hypervolume;
import org.mae4j.sweep.pareto.ParetoOrder;

/**
 * The trials of a sweep with finite objectives, which trade one objective for another.
 *
 * @param objectives at least one
 * @param trials in the order of their numbers
 */
public record TradeOff(List<SweepObjective> objectives, List<Trial> trials) {
  public TradeOff {
    objectives = List.copyOf(objectives);
    trials = trials.stream().filter(Ranking::isRanked).toList();
  }

  private List<Direction> directions() {
    return objectives.stream().map(SweepObjective::direction).toList();
  }

  private List<List<Double>> vectors() {
    return trials.stream().map(Trial::vector).toList();
  }

  /** Returns the non-dominated front of each trial by its number; front 1 is the Pareto front. */
  public Map<Integer, Integer> fronts() {
    List<Integer> fronts = new ParetoOrder(directions()).fronts(vectors());
    Map<Integer, Integer> byNumber = new HashMap<>();
    for (int i = 0; i < trials.size(); i++) {
      byNumber.put(trials.get(i).number(), fronts.get(i));
    }
    return byNumber;
  }

  /** Returns the box around the objectives of the trials; empty if there are no trials. */
  public Optional<Hypervolume> box() {
    return trials.isEmpty() ? Optional.empty() : Optional.of(Hypervolume.around(directions(), vectors()));
  }

  /** Returns the share of {@link #box} that the trials up to each trial dominate, in the order of the trials. */
  public List<Double> hypervolumes() {
    ParetoOrder order = new ParetoOrder(directions());
    Optional<Hypervolume> box = box();
    List<Double> volumes = new ArrayList<>();
    List<List<Double>> front = new ArrayList<>();
    double volume = 0;
    for (List<Double> vector : vectors()) {
      if (front.stream().noneMatch(other -> order.dominates(other, vector))) {
        front.removeIf(other -> order.dominates(vector, other));
        front.add(vector);
        volume = box.orElseThrow().of(front);
      }
      volumes.add(volume);
    }
    return volumes;
  }
}
