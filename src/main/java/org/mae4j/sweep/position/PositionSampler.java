package org.mae4j.sweep.position;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.math3.random.RandomGenerator;

/** Proposes the position of a trial by a model of the results of earlier ones. */
public interface PositionSampler {
  /**
   * Returns the most promising of several positions; empty if none is new. The same arguments give the same position.
   *
   * @param isNew whether a position may be proposed
   */
  Optional<double[]> propose(ObservedPositions observed, Predicate<double[]> isNew, RandomGenerator random);
}
