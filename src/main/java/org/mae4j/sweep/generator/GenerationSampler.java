package org.mae4j.sweep.generator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
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
 * Samples with one of Arbiter's own generators. Outcomes are reported for a whole generation at once, so that the order in
 * which its trials end does not count; given trials belong to none. The grid and random samples are one generation.
 */
@SuppressWarnings("rawtypes")
final class GenerationSampler implements TrialSampler {
  private static final int MIN_POPULATION = 6;
  private static final int POPULATION_PER_GENE = 3;
  private static final double MUTATION_RATE = 0.1;

  private final CandidateGenerator generator;
  /** Number of trials that are sampled before their objectives are needed. */
  private final int generation;
  /** Trials of the current generation by number. */
  private final Map<Integer, Candidate> sampled = new TreeMap<>();
  private final Map<Integer, TrialOutcome> reported = new HashMap<>();
  private final TrialScores scores;

  private GenerationSampler(SweepPlan plan, CandidateGenerator generator, int generation) {
    this.generator = generator;
    this.generation = generation;
    this.scores = new TrialScores(plan.sweep().searched());
    generator.setRngSeed(plan.sweep().seed());
  }

  /** Returns the sampler of a plan whose generator is one of Arbiter's own. */
  static GenerationSampler of(SweepPlan plan) {
    if (plan.sweep().generator() == Generator.GRID) {
      // Sequential: Arbiter would shuffle the grid before the seed is set.
      return new GenerationSampler(plan, new GridSearchCandidateGenerator(TrialParameterSpace.listed(plan.space()),
          Integer.MAX_VALUE, GridSearchCandidateGenerator.Mode.Sequential, null), Integer.MAX_VALUE);
    }
    TrialParameterSpace table = TrialParameterSpace.sampled(plan.space());
    if (plan.sweep().generator() == Generator.RANDOM) {
      return new GenerationSampler(plan, new RandomSearchGenerator(table), Integer.MAX_VALUE);
    }
    int population = Math.max(MIN_POPULATION, POPULATION_PER_GENE * table.numParameters());
    return new GenerationSampler(plan, genetic(plan, table, population), population);
  }

  /**
   * Returns a genetic generator. As Arbiter recommends, two thirds of the population are twice the number of genes. All
   * operators share one seeded generator of random numbers, because their defaults have no
   * seed. The crossover rate is 1, because Arbiter would otherwise mutate the genes of the parent in place.
   */
  private static CandidateGenerator genetic(SweepPlan plan, TrialParameterSpace table, int size) {
    RandomGenerator random = new JDKRandomGenerator();
    random.setSeed(plan.sweep().seed());
    PopulationModel population = new PopulationModel.Builder().populationSize(size).build();
    return new GeneticSearchCandidateGenerator.Builder(table,
        new ObjectiveComparator(TrialScores.direction(plan.sweep().searched())))
        .populationModel(population)
        .selectionOperator(new GeneticSelectionOperator.Builder().randomGenerator(random)
            .crossoverOperator(new UniformCrossover.Builder().crossoverRate(1).randomGenerator(random)
                .parentSelection(new RandomTwoParentSelection(random)).build())
            .mutationOperator(new RandomMutationOperator.Builder().mutationRate(MUTATION_RATE)
                .randomGenerator(random).build())
            .build())
        .build();
  }

  @Override
  public boolean ready() {
    return sampled.size() < generation;
  }

  @Override
  public Optional<SortedMap<String, String>> sample(int number) {
    if (!generator.hasMoreCandidates()) {
      return Optional.empty();
    }
    Candidate candidate = generator.getCandidate();
    if (candidate.getException() instanceof GeneticGenerationException) {
      return Optional.empty();
    } else if (candidate.getException() != null) {
      throw new IllegalStateException("Arbiter cannot sample a trial", candidate.getException());
    }
    sampled.put(number, candidate);
    return Optional.of(((TrialParameterSpace) generator.getParameterSpace()).getValue(candidate.getFlatParameters()));
  }

  @Override
  public void given(int number, SortedMap<String, String> parameters) {
    // Arbiter's generators do not learn from trials that they have not sampled.
  }

  @Override
  public void report(int number, TrialOutcome outcome) {
    if (!sampled.containsKey(number)) {
      return;
    }
    reported.put(number, outcome);
    if (reported.size() == generation) {
      sampled.forEach((each, of) -> scores.add(each, of, reported.get(each)));
      scores.reportTo(generator);
      sampled.clear();
      reported.clear();
    }
  }
}
