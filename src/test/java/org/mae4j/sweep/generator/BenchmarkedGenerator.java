package org.mae4j.sweep.generator;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.mae4j.sweep.plan.SurrogateConfig;
import org.mae4j.sweep.plan.SweepConfig.Generator;
import org.mae4j.sweep.space.SearchSpace;

/**
 * A generator whose searches are recorded.
 *
 * @param name {@code random}, {@code tpe}, {@code gp}, or {@code optuna-tpe} and {@code optuna-tpe-group}, which a
 *     script runs
 * @param pending as {@link SurrogateConfig#pending}
 */
record BenchmarkedGenerator(String name, int pending) {
  static final BenchmarkedGenerator RANDOM = new BenchmarkedGenerator("random", 1);
  static final BenchmarkedGenerator TPE = new BenchmarkedGenerator("tpe", 4);
  static final BenchmarkedGenerator SEQUENTIAL_TPE = new BenchmarkedGenerator("tpe", 1);
  static final BenchmarkedGenerator GP = new BenchmarkedGenerator("gp", 4);
  static final BenchmarkedGenerator SEQUENTIAL_GP = new BenchmarkedGenerator("gp", 1);
  static final BenchmarkedGenerator OPTUNA_TPE = new BenchmarkedGenerator("optuna-tpe", 4);
  static final BenchmarkedGenerator SEQUENTIAL_OPTUNA_TPE = new BenchmarkedGenerator("optuna-tpe", 1);
  /** Optuna's TPE that models conditional parameters together; searched on a conditional objective only. */
  static final BenchmarkedGenerator OPTUNA_GROUP = new BenchmarkedGenerator("optuna-tpe-group", 4);
  static final BenchmarkedGenerator SEQUENTIAL_OPTUNA_GROUP = new BenchmarkedGenerator("optuna-tpe-group", 1);
  static final List<BenchmarkedGenerator> COMPARED = List.of(RANDOM, GP, TPE, OPTUNA_TPE, OPTUNA_GROUP, SEQUENTIAL_GP,
      SEQUENTIAL_TPE, SEQUENTIAL_OPTUNA_TPE, SEQUENTIAL_OPTUNA_GROUP);

  private static final int STARTUP = 10;

  /** Returns the generator that the first two of {@code cells} name. */
  static BenchmarkedGenerator of(List<String> cells) {
    return new BenchmarkedGenerator(cells.get(0), Integer.parseInt(cells.get(1)));
  }

  /** Returns a sampler of this kind. */
  SurrogateSampler sampler(SearchSpace space, int seed) {
    return new SurrogateSampler(space, Generator.valueOf(name.toUpperCase(Locale.ROOT)),
        new SurrogateConfig(STARTUP, pending), seed);
  }

  /** Returns random parameters. */
  @SuppressWarnings("unchecked")
  static Supplier<SortedMap<String, String>> random(SearchSpace space, int seed) {
    RandomSearchGenerator random = new RandomSearchGenerator(TrialParameterSpace.sampled(space));
    random.setRngSeed(seed);
    return () -> (SortedMap<String, String>) random.getCandidate().getValue();
  }

  boolean isGaussianProcess() {
    return name.equals(GP.name);
  }

  /** Returns both cells of a CSV file. */
  @Override
  public String toString() {
    return name + "," + pending;
  }
}
