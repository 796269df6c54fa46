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
 * Samples the parameters of trials with a generator of Arbiter's kind, after those that the plan names. They are a
 * function of the plan and of the outcomes that were {@linkplain #report reported}, in whatever order trials end: Arbiter's
 * genetic generator receives the objectives of a whole generation at once, and {@link ParzenCandidateGenerator} uses
 * outcomes by number.
 */
@SuppressWarnings("rawtypes")
public final class TrialGenerator {
  private static final int MIN_POPULATION = 6;
  private static final int POPULATION_PER_GENE = 3;
  private static final double MUTATION_RATE = 0.1;

  private final SweepPlan plan;
  private final CandidateGenerator generator;
  /** Number of trials that are sampled before their objectives are needed. */
  private final int generation;
  /** Trials of the current generation by number. */
  private final Map<Integer, Candidate> sampled = new TreeMap<>();
  private final Map<Integer, TrialOutcome> reported = new HashMap<>();
  private final TrialScores scores;
  private int count;

  public TrialGenerator(SweepPlan plan) {
    this.plan = plan;
    TrialParameterSpace table = plan.sweep().generator() == Generator.GRID ? TrialParameterSpace.listed(plan.space())
        : TrialParameterSpace.sampled(plan.space());
    int population = Math.max(MIN_POPULATION, POPULATION_PER_GENE * table.numParameters());
    this.generation = plan.sweep().generator() == Generator.GENETIC ? population : Integer.MAX_VALUE;
    this.generator = switch (plan.sweep().generator()) {
      // Sequential: Arbiter would shuffle the grid before the seed is set.
      case GRID -> new GridSearchCandidateGenerator(table, Integer.MAX_VALUE,
          GridSearchCandidateGenerator.Mode.Sequential, null);
      case RANDOM -> new RandomSearchGenerator(table);
      case GENETIC -> genetic(plan, table, population);
      case TPE -> new ParzenCandidateGenerator(plan.space(), plan.sweep().tpe());
    };
    this.scores = new TrialScores(plan.sweep().searched());
    generator.setRngSeed(plan.sweep().seed());
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

  /** Returns whether the next trial can be sampled: the outcomes that it depends on were reported. */
  public boolean ready() {
    return count < plan.enqueued().size()
        || (generator instanceof ParzenCandidateGenerator parzen ? parzen.ready() : sampled.size() < generation);
  }

  /** Returns the parameters of the next trial by key; empty after the last. Requires {@link #ready}. */
  public Optional<SortedMap<String, String>> next() {
    if (count < plan.enqueued().size()) {
      return Optional.of(enqueued(plan.enqueued().get(count)));
    } else if (!generator.hasMoreCandidates()) {
      return Optional.empty();
    }
    Candidate candidate = generator.getCandidate();
    if (candidate.getException() instanceof GeneticGenerationException) {
      return Optional.empty();
    } else if (candidate.getException() != null) {
      throw new IllegalStateException("Arbiter cannot sample a trial", candidate.getException());
    }
    count++;
    sampled.put(count, candidate);
    return Optional.of(((TrialParameterSpace) generator.getParameterSpace()).getValue(candidate.getFlatParameters()));
  }

  private SortedMap<String, String> enqueued(SortedMap<String, String> parameters) {
    count++;
    if (generator instanceof ParzenCandidateGenerator parzen) {
      sampled.put(count, parzen.add(parameters));
    }
    return parameters;
  }

  /** Reports how a trial ended. @param number of the trial, from 1 */
  public void report(int number, TrialOutcome outcome) {
    Optional<Candidate> candidate = Optional.ofNullable(sampled.get(number));
    if (candidate.isEmpty()) {
      return; // It was enqueued, and this generator does not learn from trials that it has not sampled.
    }
    if (generator instanceof ParzenCandidateGenerator) {
      generator.reportResults(new OptimizationResult(candidate.get(), null, number, outcome, null, null));
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
