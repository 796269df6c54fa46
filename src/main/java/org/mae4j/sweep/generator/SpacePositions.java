package org.mae4j.sweep.generator;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.mae4j.sweep.position.Dimension;
import org.mae4j.sweep.space.FiniteNumbers;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.Space;

/** Places parameters in the unit cube in which {@link TrialParameterSpace#sampled} samples, one coordinate per key. */
record SpacePositions(SearchSpace space) {

  List<Dimension> dimensions() {
    return space.spaces().values().stream().map(SpacePositions::dimension).toList();
  }

  private static Dimension dimension(Space space) {
    if (space instanceof Space.Finite finite && !isSampledAsRange(space)) {
      return space instanceof Space.Categorical choice && !choice.isAscending() ? new Dimension.Unordered(finite.size())
          : new Dimension.Ordered(finite.size());
    }
    return new Dimension.Continuous();
  }

  static boolean isSampledAsRange(Space space) {
    return space instanceof FiniteNumbers.Stepped stepped && stepped.of().logarithmic();
  }

  /**
   * Returns the position of the parameters of a trial. The coordinate of a key that they do not have, or whose value is
   * not in its space, is NaN.
   */
  double[] position(Map<String, String> parameters) {
    return space.spaces().entrySet().stream()
        .mapToDouble(entry -> parameters.containsKey(entry.getKey())
            ? coordinate(entry.getValue(), parameters.get(entry.getKey())) : Double.NaN)
        .toArray();
  }

  private static double coordinate(Space space, String value) {
    if (space instanceof Space.RealRange range) {
      return coordinate(range, value);
    } else if (space instanceof FiniteNumbers.Stepped stepped && isSampledAsRange(space)) {
      return coordinate(stepped.of(), value);
    }
    Space.Finite finite = (Space.Finite) space;
    OptionalInt index = finite.index(value);
    return index.isEmpty() ? Double.NaN : (index.getAsInt() + 0.5) / finite.size();
  }

  private static double coordinate(Space.RealRange range, String value) {
    return range.contains(value) ? range.share(Double.parseDouble(value)) : Double.NaN;
  }
}
