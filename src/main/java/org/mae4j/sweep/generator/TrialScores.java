package org.mae4j.sweep.generator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.mae4j.base.Direction;
import org.mae4j.sweep.objective.SweepObjective;

/** The scores of trials for Arbiter's genetic generator: the objective, or with several objectives the place. */
@SuppressWarnings("rawtypes")
final class TrialScores {
  private final List<SweepObjective> objectives;
  private final SortedMap<Integer, Candidate> candidates = new TreeMap<>();
  private final SortedMap<Integer, TrialOutcome> outcomes = new TreeMap<>();

  TrialScores(List<SweepObjective> objectives) {
    this.objectives = List.copyOf(objectives);
  }

  /** Returns which scores are better. */
  static Direction direction(List<SweepObjective> objectives) {
    return objectives.size() == 1 ? objectives.get(0).direction() : Direction.MINIMIZE;
  }

  /** Adds a trial that is to be reported if it finished. @param number of the trial, from 1 */
  void add(int number, Candidate candidate, TrialOutcome outcome) {
    if (outcome.ending() == TrialOutcome.Ending.FINISHED) {
      candidates.put(number, candidate);
      outcomes.put(number, outcome);
    }
  }

  /**
   * Reports the added trials. Their places change with each later trial, so with several objectives they stay here and
   * replace the population of the generator each time.
   */
  void reportTo(CandidateGenerator generator) {
    if (objectives.size() > 1 && generator instanceof GeneticSearchCandidateGenerator genetic) {
      genetic.getPopulationModel().getPopulation().clear();
    }
    TrialOutcome.placed(outcomes).forEach((number, outcome) -> {
      Candidate candidate = candidates.get(number);
      outcome.objective(direction(objectives)).ifPresent(score -> generator.reportResults(
          new OptimizationResult(candidate, score, candidate.getIndex(), null, null, null)));
    });
    if (objectives.size() == 1) {
      candidates.clear();
      outcomes.clear();
    }
  }
}
