package org.mae4j.sweep;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.UniformCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.exceptions.GeneticGenerationException;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.mae4j.config.SweepConfig.Direction;
import org.mae4j.config.SweepConfig.Generator;
import org.mae4j.config.SweepPlan;

/**
 * The candidates of a sweep, one after another, by one of Arbiter's generators. Which come is a function of the plan
 * and of what was {@linkplain #report reported} of those before.
 */
@SuppressWarnings("rawtypes")
final class Candidates {
  private static final int SMALLEST_POPULATION = 6;
  private static final int POPULATION_A_GENE = 3;
  private static final double MUTATION_RATE = 0.1;

  private final CandidateGenerator generator;
  private Optional<Candidate> newest = Optional.empty();

  Candidates(SweepPlan plan) {
    ParameterTable table = plan.sweep().generator() == Generator.GRID ? ParameterTable.listed(plan.parameters())
        : ParameterTable.drawn(plan.parameters());
    this.generator = switch (plan.sweep().generator()) {
      // All of the list; in random order the seed would come too late.
      case GRID -> new GridSearchCandidateGenerator(table, Integer.MAX_VALUE,
          GridSearchCandidateGenerator.Mode.Sequential, null);
      case RANDOM -> new RandomSearchGenerator(table);
      case GENETIC -> genetic(plan, table);
    };
    generator.setRngSeed(plan.sweep().seed());
  }

  /**
   * Two thirds of the population are twice as many as there are genes, as Arbiter recommends. All operators draw from
   * the one seeded generator, for their own have no seed. Crossover always takes place: without, Arbiter hands the
   * genes of a parent itself to mutation.
   */
  private static CandidateGenerator genetic(SweepPlan plan, ParameterTable table) {
    RandomGenerator random = new JDKRandomGenerator();
    random.setSeed(plan.sweep().seed());
    PopulationModel population = new PopulationModel.Builder()
        .populationSize(Math.max(SMALLEST_POPULATION, POPULATION_A_GENE * table.numParameters())).build();
    return new GeneticSearchCandidateGenerator.Builder(table, new Better(plan.sweep().direction()))
        .populationModel(population)
        .selectionOperator(new GeneticSelectionOperator.Builder().randomGenerator(random)
            .crossoverOperator(new UniformCrossover.Builder().crossoverRate(1).randomGenerator(random)
                .parentSelection(new RandomTwoParentSelection(random)).build())
            .mutationOperator(new RandomMutationOperator.Builder().mutationRate(MUTATION_RATE)
                .randomGenerator(random).build())
            .build())
        .build();
  }

  /** The next, its values by key; empty after the last. */
  Optional<SortedMap<String, String>> next() {
    if (!generator.hasMoreCandidates()) {
      return Optional.empty();
    }
    Candidate candidate = generator.getCandidate();
    if (candidate.getException() instanceof GeneticGenerationException) {
      return Optional.empty();
    } else if (candidate.getException() != null) {
      throw new IllegalStateException("cannot make a candidate", candidate.getException());
    }
    newest = Optional.of(candidate);
    return Optional.of(((ParameterTable) generator.getParameterSpace()).getValue(candidate.getFlatParameters()));
  }

  /** Tells what the newest candidate is worth; empty where that is not known. */
  void report(OptionalDouble objective) {
    Candidate candidate = newest.orElseThrow();
    objective.ifPresent(score ->
        generator.reportResults(new OptimizationResult(candidate, score, candidate.getIndex(), null, null, null)));
  }
}
