package org.mae4j.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.mae4j.config.Space;

/**
 * The spaces of all keys as Arbiter's: what is finite is an index there, for Arbiter's grid counts the values of whole
 * numbers, and what is not is a distribution. Arbiter's API is of raw types.
 */
@SuppressWarnings("rawtypes")
final class ParameterTable implements ParameterSpace<TreeMap<String, String>> {
  private final SortedMap<String, Space> spaces;
  private final Map<String, ParameterSpace> leaves = new LinkedHashMap<>();

  /** @param spaces by key of the experiment; none of a single value, which Arbiter's grid passes over */
  ParameterTable(SortedMap<String, Space> spaces) {
    this.spaces = spaces;
    spaces.forEach((key, space) -> leaves.put(key, leaf(space)));
  }

  private static ParameterSpace leaf(Space space) {
    if (space instanceof Space.Finite finite) {
      return new IntegerParameterSpace(0, finite.size() - 1);
    }
    Space.Continuum continuum = (Space.Continuum) space;
    RealDistribution distribution = continuum.logarithmic()
        ? new LogUniformDistribution(continuum.min(), continuum.max())
        : new UniformRealDistribution(continuum.min(), continuum.max());
    return new ContinuousParameterSpace(distribution);
  }

  /** @param parameterValues in [0, 1], one a key */
  @Override
  public TreeMap<String, String> getValue(double[] parameterValues) {
    TreeMap<String, String> values = new TreeMap<>();
    spaces.forEach((key, space) -> values.put(key, text(space, leaves.get(key).getValue(parameterValues))));
    return values;
  }

  private static String text(Space space, Object value) {
    return space instanceof Space.Finite finite ? finite.value((Integer) value)
        : ((Space.Continuum) space).text((Double) value);
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
