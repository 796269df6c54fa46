package org.mae4j.sweep.generator;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.mae4j.base.Direction;
import org.mae4j.sweep.pareto.ParetoOrder;
import org.mae4j.sweep.plan.SweepObjective;

/**
 * The score of each trial for a generator of Arbiter: the objective, or with several objectives the place in the Pareto
 * order of all trials so far.
 */
@SuppressWarnings("rawtypes")
final class TrialScores {
  private final List<SweepObjective> objectives;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<List<Double>> vectors = new ArrayList<>();

  TrialScores(List<SweepObjective> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /** Returns which scores are better. */
  static Direction direction(List<SweepObjective> objectives) {
    return objectives.size() == 1 ? objectives.get(0).direction() : Direction.MINIMIZE;
  }

  /** Adds a trial that is to be reported. @param vector values of the objectives; empty if the trial has none */
  void add(Candidate candidate, List<Double> vector) {
    if (!vector.isEmpty()) {
      candidates.add(candidate);
      vectors.add(vector);
    }
  }

  /**
   * Reports the added trials. Their places change with each later trial, so with several objectives they stay here and
   * replace the population of the generator each time.
   */
  void reportTo(CandidateGenerator generator) {
    List<Double> scores = scores();
    if (objectives.size() > 1 && generator instanceof GeneticSearchCandidateGenerator genetic) {
      genetic.getPopulationModel().getPopulation().clear();
    }
    for (int i = 0; i < candidates.size(); i++) {
      generator.reportResults(
          new OptimizationResult(candidates.get(i), scores.get(i), candidates.get(i).getIndex(), null, null, null));
    }
    if (objectives.size() == 1) {
      candidates.clear();
      vectors.clear();
    }
  }

  private List<Double> scores() {
    return objectives.size() == 1 ? vectors.stream().map(vector -> vector.get(0)).toList()
        : new ParetoOrder(objectives.stream().map(SweepObjective::direction).toList()).places(vectors).stream()
            .map(Integer::doubleValue).toList();
  }
}
