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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.mae4j.sweep.gaussian.GaussianProcessSampler;
import org.mae4j.sweep.parzen.ParzenSampler;
import org.mae4j.sweep.plan.SurrogateConfig;
import org.mae4j.sweep.plan.SweepConfig.Generator;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.position.ObservedPositions;
import org.mae4j.sweep.position.PositionSampler;
import org.mae4j.sweep.position.StartupSequence;
import org.mae4j.sweep.space.SearchSpace;

/**
 * Samples by a model of the results of trials. Trial n depends on the outcomes of the trials up to
 * n - {@link SurrogateConfig#pending} only, whatever has ended meanwhile; the trials in between are pending. The sequence
 * depends neither on timing nor on interruptions.
 */
final class SurrogateSampler implements TrialSampler {
  /** Positions that are tried if the first repeat earlier ones. */
  private static final int TRIES = 100;

  private final TrialParameterSpace space;
  private final SurrogateConfig config;
  private final long seed;
  private final SpacePositions positions;
  private final PositionSampler sampler;
  private final StartupSequence startup;
  private final List<double[]> sampled = new ArrayList<>();
  private final Set<SortedMap<String, String>> known = new HashSet<>();
  private final SortedMap<Integer, TrialOutcome> outcomes = new TreeMap<>();

  SurrogateSampler(SearchSpace space, Generator generator, SurrogateConfig config, long seed) {
    this.space = TrialParameterSpace.sampled(space);
    this.config = config;
    this.seed = seed;
    this.positions = new SpacePositions(space);
    this.sampler = generator == Generator.GP ? new GaussianProcessSampler(positions.dimensions(), this::canonical)
        : new ParzenSampler(positions.dimensions(), this::canonical);
    this.startup = new StartupSequence(this.space.numParameters(), random(0));
  }

  static SurrogateSampler of(SweepPlan plan) {
    return new SurrogateSampler(plan.space(), plan.sweep().generator(), plan.sweep().surrogate(), plan.sweep().seed());
  }

  /** Returns a source of random numbers for one trial: it does not depend on what was sampled before. */
  private RandomGenerator random(int trial) {
    return new Well19937c(new int[] {(int) seed, (int) (seed >>> Integer.SIZE), trial});
  }

  @Override
  public boolean ready() {
    int next = sampled.size() + 1;
    return next <= config.startup() || visible(next).size() == Math.max(0, next - config.pending());
  }

  /** Returns the results that trial {@code number} may depend on. */
  private SortedMap<Integer, TrialOutcome> visible(int number) {
    return outcomes.headMap(number - config.pending() + 1);
  }

  @Override
  public Optional<SortedMap<String, String>> sample(int number) {
    SortedMap<String, String> parameters = proposed();
    given(number, parameters);
    return Optional.of(parameters);
  }

  /** Returns parameters for the next trial, which gets them or others by {@link #given}. */
  SortedMap<String, String> proposed() {
    int number = sampled.size() + 1;
    return space.getValue(number <= config.startup() ? firstNew(startup::next) : proposal(number, random(number)));
  }

  @Override
  public void given(int number, SortedMap<String, String> parameters) {
    sampled.add(positions.position(parameters));
    known.add(parameters);
  }

  private double[] proposal(int number, RandomGenerator random) {
    SortedMap<Integer, TrialOutcome> visible = TrialOutcome.placed(visible(number));
    ObservedPositions observed = new ObservedPositions(
        positions(visible, outcome -> outcome.ending() != TrialOutcome.Ending.FAILED),
        visible.values().stream().filter(outcome -> outcome.ending() == TrialOutcome.Ending.FINISHED).sorted()
            .map(TrialOutcome::loss).toList(),
        positions(visible, outcome -> outcome.ending() == TrialOutcome.Ending.FAILED),
        sampled.subList(visible.size(), sampled.size()));
    return sampler.propose(observed, this::isNew, random).map(SurrogateSampler::complete)
        .orElseGet(() -> uniform(random));
  }

  /** Returns the positions of the trials with certain outcomes, the best first. */
  private List<double[]> positions(SortedMap<Integer, TrialOutcome> outcomes, Predicate<TrialOutcome> chosen) {
    return outcomes.entrySet().stream().filter(entry -> chosen.test(entry.getValue()))
        .sorted(Map.Entry.comparingByValue()).map(entry -> sampled.get(entry.getKey() - 1)).toList();
  }

  private double[] uniform(RandomGenerator random) {
    return firstNew(() -> DoubleStream.generate(random::nextDouble).limit(space.numParameters()).toArray());
  }

  /** Returns a position whose parameters no earlier trial has, if one is found soon. */
  private double[] firstNew(Supplier<double[]> positions) {
    return Stream.generate(positions).limit(TRIES).filter(this::isNew).findFirst().orElseGet(positions);
  }

  private boolean isNew(double[] position) {
    return !known.contains(space.getValue(complete(position)));
  }

  private double[] canonical(double[] position) {
    return positions.position(space.getValue(position));
  }

  /** Gives coordinates that do not exist at a position a value, which has no effect. */
  private static double[] complete(double[] position) {
    return Arrays.stream(position).map(value -> Double.isNaN(value) ? 0 : value).toArray();
  }

  @Override
  public void report(int number, TrialOutcome outcome) {
    outcomes.put(number, outcome);
  }
}
