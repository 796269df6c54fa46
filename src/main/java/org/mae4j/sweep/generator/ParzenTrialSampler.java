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
import org.mae4j.sweep.parzen.ParzenSampler;
import org.mae4j.sweep.parzen.StartupSequence;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.plan.TpeConfig;
import org.mae4j.sweep.space.SearchSpace;

/**
 * Samples by a tree-structured Parzen estimator. Trial n depends on the outcomes of the trials up to
 * n - {@link TpeConfig#pending} only, whatever has ended meanwhile. The trials in between count as poor, so that n is not
 * sampled close to them (constant liar). The sequence depends neither on timing nor on interruptions.
 */
final class ParzenTrialSampler implements TrialSampler {
  /** Positions that are tried if the first repeat earlier ones. */
  private static final int TRIES = 100;

  private final TrialParameterSpace space;
  private final TpeConfig config;
  private final long seed;
  private final SpacePositions positions;
  private final ParzenSampler sampler;
  private final StartupSequence startup;
  private final List<double[]> sampled = new ArrayList<>();
  private final Set<SortedMap<String, String>> known = new HashSet<>();
  private final SortedMap<Integer, TrialOutcome> outcomes = new TreeMap<>();

  ParzenTrialSampler(SearchSpace space, TpeConfig config, long seed) {
    this.space = TrialParameterSpace.sampled(space);
    this.config = config;
    this.seed = seed;
    this.positions = new SpacePositions(space);
    this.sampler = new ParzenSampler(positions.dimensions(), this::canonical);
    this.startup = new StartupSequence(this.space.numParameters(), random(0));
  }

  static ParzenTrialSampler of(SweepPlan plan) {
    return new ParzenTrialSampler(plan.space(), plan.sweep().tpe(), plan.sweep().seed());
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
    List<double[]> ranked = new ArrayList<>();
    List<double[]> poor = new ArrayList<>(sampled.subList(visible.size(), sampled.size()));
    visible.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> {
      boolean failed = entry.getValue().ending() == TrialOutcome.Ending.FAILED;
      (failed ? poor : ranked).add(sampled.get(entry.getKey() - 1));
    });
    return sampler.propose(ranked, poor, this::isNew, random).map(ParzenTrialSampler::complete)
        .orElseGet(() -> uniform(random));
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
