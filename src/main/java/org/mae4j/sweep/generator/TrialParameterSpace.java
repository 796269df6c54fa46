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
import org.mae4j.sweep.space.FiniteNumbers;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.Space;

/** A search space as a parameter space of Arbiter, whose interface has raw types. */
@SuppressWarnings("rawtypes")
final class TrialParameterSpace implements ParameterSpace<SortedMap<String, String>> {
  private final Map<String, ParameterSpace> leaves;
  private final Function<double[], SortedMap<String, String>> point;

  private TrialParameterSpace(Map<String, ParameterSpace> leaves, Function<double[], SortedMap<String, String>> point) {
    this.leaves = leaves;
    this.point = point;
    int index = 0;
    for (ParameterSpace leaf : leaves.values()) {
      leaf.setIndices(index++);
    }
  }

  /** Returns a space with one leaf per key: the index of a finite space, or the distribution of a range. */
  static TrialParameterSpace sampled(SearchSpace space) {
    Map<String, ParameterSpace> leaves = new LinkedHashMap<>();
    space.spaces().forEach((key, values) -> leaves.put(key, leaf(values)));
    return new TrialParameterSpace(leaves, genes -> {
      SortedMap<String, String> values = new TreeMap<>();
      leaves.forEach((key, leaf) -> values.put(key, text(space.spaces().get(key), leaf.getValue(genes))));
      return space.point(values);
    });
  }

  /** Returns a space with one leaf, the index of a point: Arbiter's grid does not support conditions. */
  static TrialParameterSpace listed(SearchSpace space) {
    List<SortedMap<String, String>> points = space.points();
    ParameterSpace index = new IntegerParameterSpace(0, points.size() - 1);
    return new TrialParameterSpace(Map.of("point", index), genes -> points.get((Integer) index.getValue(genes)));
  }

  private static ParameterSpace leaf(Space space) {
    if (space instanceof Space.RealRange range) {
      return leaf(range);
    } else if (space instanceof FiniteNumbers.Stepped stepped && SpacePositions.isSampledAsRange(space)) {
      return leaf(stepped.of());
    }
    return new IntegerParameterSpace(0, ((Space.Finite) space).size() - 1);
  }

  private static ParameterSpace leaf(Space.RealRange range) {
    RealDistribution distribution = range.logarithmic()
        ? new LogUniformDistribution(range.min(), range.max())
        : new UniformRealDistribution(range.min(), range.max());
    return new ContinuousParameterSpace(distribution);
  }

  private static String text(Space space, Object sample) {
    if (space instanceof Space.RealRange range) {
      return range.text((Double) sample);
    } else if (space instanceof FiniteNumbers.Stepped stepped && SpacePositions.isSampledAsRange(space)) {
      return stepped.nearest((Double) sample);
    }
    return ((Space.Finite) space).value((Integer) sample);
  }

  /** @param parameterValues one per leaf, in [0, 1] */
  @Override
  public SortedMap<String, String> getValue(double[] parameterValues) {
    return point.apply(parameterValues);
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
    throw new UnsupportedOperationException("only leaves have indices");
  }
}
