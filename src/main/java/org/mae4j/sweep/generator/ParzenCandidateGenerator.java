package org.mae4j.sweep.generator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.mae4j.sweep.parzen.ParzenSampler;
import org.mae4j.sweep.parzen.StartupSequence;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.plan.TpeConfig;
import org.mae4j.sweep.space.SearchSpace;

/**
 * A generator of Arbiter that samples by a tree-structured Parzen estimator. Candidate n depends on the results of the
 * candidates up to n - {@link TpeConfig#pending} only, whatever has ended meanwhile. The candidates in between count as
 * poor, so that n is not sampled close to them (constant liar). The sequence depends neither on timing nor on
 * interruptions.
 */
final class ParzenCandidateGenerator extends BaseCandidateGenerator<SortedMap<String, String>>
    implements TrialSampler {
  /** Positions that are tried if the first repeat earlier ones. */
  private static final int TRIES = 100;

  private final TpeConfig config;
  private final SpacePositions positions;
  private final ParzenSampler sampler;
  private final List<double[]> sampled = new ArrayList<>();
  private final Set<SortedMap<String, String>> known = new HashSet<>();
  private final SortedMap<Integer, TrialOutcome> outcomes = new TreeMap<>();
  private Optional<StartupSequence> startup = Optional.empty();
  private long seed;

  ParzenCandidateGenerator(SearchSpace space, TpeConfig config) {
    super(TrialParameterSpace.sampled(space), Map.of(), false);
    initialize();
    this.config = config;
    this.positions = new SpacePositions(space);
    this.sampler = new ParzenSampler(positions.dimensions(), this::canonical);
  }

  static ParzenCandidateGenerator of(SweepPlan plan) {
    ParzenCandidateGenerator generator = new ParzenCandidateGenerator(plan.space(), plan.sweep().tpe());
    generator.setRngSeed(plan.sweep().seed());
    return generator;
  }

  @Override
  public void setRngSeed(long seed) {
    this.seed = seed;
    this.startup = Optional.empty();
  }

  /** Returns a source of random numbers for one candidate: it does not depend on what was sampled before. */
  private RandomGenerator random(int candidate) {
    return new Well19937c(new int[] {(int) seed, (int) (seed >>> Integer.SIZE), candidate});
  }

  @Override
  public boolean hasMoreCandidates() {
    return true;
  }

  @Override
  public boolean ready() {
    int next = sampled.size() + 1;
    return next <= config.startup() || visible(next).size() == Math.max(0, next - config.pending());
  }

  /** Returns the results that candidate {@code number} may depend on. */
  private SortedMap<Integer, TrialOutcome> visible(int number) {
    return outcomes.headMap(number - config.pending() + 1);
  }

  @Override
  public Candidate<SortedMap<String, String>> getCandidate() {
    int number = sampled.size() + 1;
    SortedMap<String, String> parameters = proposed();
    given(number, parameters);
    return new Candidate<>(parameters, number, sampled.get(number - 1));
  }

  /** Returns parameters for the next candidate, which gets them or others by {@link #given}. */
  SortedMap<String, String> proposed() {
    int number = sampled.size() + 1;
    RandomGenerator random = random(number);
    return parameterSpace.getValue(number <= config.startup() ? startup() : proposal(number, random));
  }

  @Override
  public Optional<SortedMap<String, String>> sample(int number) {
    return Optional.of(getCandidate().getValue());
  }

  @Override
  public void given(int number, SortedMap<String, String> parameters) {
    sampled.add(positions.position(parameters));
    known.add(parameters);
  }

  private double[] startup() {
    if (startup.isEmpty()) {
      startup = Optional.of(new StartupSequence(parameterSpace.numParameters(), random(0)));
    }
    StartupSequence sequence = startup.get();
    return firstNew(sequence::next);
  }

  private double[] proposal(int number, RandomGenerator random) {
    SortedMap<Integer, TrialOutcome> visible = TrialOutcome.placed(visible(number));
    List<double[]> ranked = new ArrayList<>();
    List<double[]> poor = new ArrayList<>(sampled.subList(visible.size(), sampled.size()));
    visible.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
      boolean failed = entry.getValue().ending() == TrialOutcome.Ending.FAILED;
      (failed ? poor : ranked).add(sampled.get(entry.getKey() - 1));
    });
    return sampler.propose(ranked, poor, this::isNew, random).map(ParzenCandidateGenerator::complete)
        .orElseGet(() -> uniform(random));
  }

  private double[] uniform(RandomGenerator random) {
    return firstNew(() -> DoubleStream.generate(random::nextDouble).limit(parameterSpace.numParameters()).toArray());
  }

  /** Returns a position whose parameters no earlier candidate has, if one is found soon. */
  private double[] firstNew(Supplier<double[]> positions) {
    return Stream.generate(positions).limit(TRIES).filter(this::isNew).findFirst().orElseGet(positions);
  }

  private boolean isNew(double[] position) {
    return !known.contains(parameterSpace.getValue(complete(position)));
  }

  private double[] canonical(double[] position) {
    return positions.position(parameterSpace.getValue(position));
  }

  /** Gives coordinates that do not exist at a position a value, which has no effect. */
  private static double[] complete(double[] position) {
    return Arrays.stream(position).map(value -> Double.isNaN(value) ? 0 : value).toArray();
  }

  /** @param result its index is the number of the candidate, and its model specific result a {@link TrialOutcome} */
  @Override
  public void reportResults(OptimizationResult result) {
    report(result.getIndex(), (TrialOutcome) result.getModelSpecificResults());
  }

  @Override
  public void report(int number, TrialOutcome outcome) {
    outcomes.put(number, outcome);
  }

  @Override
  public Class<?> getCandidateType() {
    return SortedMap.class;
  }
}
