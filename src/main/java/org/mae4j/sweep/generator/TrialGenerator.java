package org.mae4j.sweep.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.mae4j.sweep.plan.SweepConfig.Generator;
import org.mae4j.sweep.plan.SweepPlan;

/**
 * The candidates of a sweep, one after another, by one of Arbiter's generators. Which come is a function of the plan
 * and of what was {@linkplain #report reported} of those of earlier generations: the generator is told a generation at
 * a time, so that nothing depends on which of its candidates ends first.
 */
@SuppressWarnings("rawtypes")
public final class TrialGenerator {
  private static final int SMALLEST_POPULATION = 6;
  private static final int POPULATION_A_GENE = 3;
  private static final double MUTATION_RATE = 0.1;

  private final CandidateGenerator generator;
  /** TrialGenerator that are made before any of them has to be known; bred from those before them. */
  private final int generation;
  private final Map<Integer, Candidate> made = new TreeMap<>();
  private final Map<Integer, OptionalDouble> reported = new HashMap<>();
  private int count;

  public TrialGenerator(SweepPlan plan) {
    ParameterTable table = plan.sweep().generator() == Generator.GRID ? ParameterTable.listed(plan.parameters())
        : ParameterTable.drawn(plan.parameters());
    int population = Math.max(SMALLEST_POPULATION, POPULATION_A_GENE * table.numParameters());
    this.generation = plan.sweep().generator() == Generator.GENETIC ? population : Integer.MAX_VALUE;
    this.generator = switch (plan.sweep().generator()) {
      // All of the list; in random order the seed would come too late.
      case GRID -> new GridSearchCandidateGenerator(table, Integer.MAX_VALUE,
          GridSearchCandidateGenerator.Mode.Sequential, null);
      case RANDOM -> new RandomSearchGenerator(table);
      case GENETIC -> genetic(plan, table, population);
    };
    generator.setRngSeed(plan.sweep().seed());
  }

  /**
   * Two thirds of the population are twice as many as there are genes, as Arbiter recommends. All operators draw from
   * the one seeded generator, for their own have no seed. Crossover always takes place: without, Arbiter hands the
   * genes of a parent itself to mutation.
   */
  private static CandidateGenerator genetic(SweepPlan plan, ParameterTable table, int size) {
    RandomGenerator random = new JDKRandomGenerator();
    random.setSeed(plan.sweep().seed());
    PopulationModel population = new PopulationModel.Builder().populationSize(size).build();
    return new GeneticSearchCandidateGenerator.Builder(table, new ObjectiveComparator(plan.sweep().direction()))
        .populationModel(population)
        .selectionOperator(new GeneticSelectionOperator.Builder().randomGenerator(random)
            .crossoverOperator(new UniformCrossover.Builder().crossoverRate(1).randomGenerator(random)
                .parentSelection(new RandomTwoParentSelection(random)).build())
            .mutationOperator(new RandomMutationOperator.Builder().mutationRate(MUTATION_RATE)
                .randomGenerator(random).build())
            .build())
        .build();
  }

  /** Whether the next can be made: all of the generation before have been reported. */
  public boolean ready() {
    return made.size() < generation;
  }

  /** The next, its values by key; empty after the last. To be asked when it is {@link #ready}. */
  public Optional<SortedMap<String, String>> next() {
    if (!generator.hasMoreCandidates()) {
      return Optional.empty();
    }
    Candidate candidate = generator.getCandidate();
    if (candidate.getException() instanceof GeneticGenerationException) {
      return Optional.empty();
    } else if (candidate.getException() != null) {
      throw new IllegalStateException("cannot make a candidate", candidate.getException());
    }
    count++;
    made.put(count, candidate);
    return Optional.of(((ParameterTable) generator.getParameterSpace()).getValue(candidate.getFlatParameters()));
  }

  /**
   * Tells what a candidate is worth.
   *
   * @param number of the candidate, counted from 1
   * @param objective empty where that is not known
   */
  public void report(int number, OptionalDouble objective) {
    reported.put(number, objective);
    if (reported.size() == generation) {
      made.forEach((each, candidate) -> reported.get(each).ifPresent(score -> generator.reportResults(
          new OptimizationResult(candidate, score, candidate.getIndex(), null, null, null))));
      made.clear();
      reported.clear();
    }
  }
}
