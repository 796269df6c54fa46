package org.mae4j.sweep.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.Space;

/** The candidates of a sweep as Arbiter's parameter spaces, whose API is of raw types. */
@SuppressWarnings("rawtypes")
final class ParameterTable implements ParameterSpace<SortedMap<String, String>> {
  private final Map<String, ParameterSpace> leaves;
  private final Function<double[], SortedMap<String, String>> candidate;

  private ParameterTable(Map<String, ParameterSpace> leaves, Function<double[], SortedMap<String, String>> candidate) {
    this.leaves = leaves;
    this.candidate = candidate;
  }

  /** A space for each key: what is finite is an index there, and what is not is a distribution. */
  static ParameterTable drawn(SearchSpace space) {
    Map<String, ParameterSpace> leaves = new LinkedHashMap<>();
    space.spaces().forEach((key, values) -> leaves.put(key, leaf(values)));
    return new ParameterTable(leaves, genes -> {
      SortedMap<String, String> values = new TreeMap<>();
      leaves.forEach((key, leaf) -> values.put(key, text(space.spaces().get(key), leaf.getValue(genes))));
      return space.candidate(values);
    });
  }

  /** One space, the index of a candidate: Arbiter's grid knows no conditions. */
  static ParameterTable listed(SearchSpace space) {
    List<SortedMap<String, String>> candidates = space.candidates();
    ParameterSpace index = new IntegerParameterSpace(0, candidates.size() - 1);
    return new ParameterTable(Map.of("candidate", index), genes -> candidates.get((Integer) index.getValue(genes)));
  }

  private static ParameterSpace leaf(Space space) {
    if (space instanceof Space.Continuum continuum) {
      return leaf(continuum);
    } else if (space instanceof Space.Stepped stepped && stepped.of().logarithmic()) {
      return leaf(stepped.of());
    }
    return new IntegerParameterSpace(0, ((Space.Finite) space).size() - 1);
  }

  private static ParameterSpace leaf(Space.Continuum continuum) {
    RealDistribution distribution = continuum.logarithmic()
        ? new LogUniformDistribution(continuum.min(), continuum.max())
        : new UniformRealDistribution(continuum.min(), continuum.max());
    return new ContinuousParameterSpace(distribution);
  }

  private static String text(Space space, Object drawn) {
    if (space instanceof Space.Continuum continuum) {
      return continuum.text((Double) drawn);
    } else if (space instanceof Space.Stepped stepped && stepped.of().logarithmic()) {
      return stepped.nearest((Double) drawn);
    }
    return ((Space.Finite) space).value((Integer) drawn);
  }

  /** @param parameterValues in [0, 1], one a leaf */
  @Override
  public SortedMap<String, String> getValue(double[] parameterValues) {
    return candidate.apply(parameterValues);
  }

  @Override
  public int numParameters() {
    return leaves.size();
  }

  @Override
  public List<ParameterSpace> collectLeaves() {
    return List.copyOf(leaves.values());
  }

  @Override
  public Map<String, ParameterSpace> getNestedSpaces() {
    return leaves;
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  @Override
  public void setIndices(int... indices) {
    throw new UnsupportedOperationException("the indices are those of the leaves");
  }
}
