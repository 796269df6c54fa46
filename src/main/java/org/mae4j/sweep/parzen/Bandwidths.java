package org.mae4j.sweep.parzen;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Bandwidths of observed coordinates: in proportion to the larger distance to a neighbor, so that densities are narrow
 * where observations are dense (Bergstra et al., NeurIPS 2011, section 4, who use the whole distance).
 */
final class Bandwidths {
  /** Searches found lower values than with the whole distance, on other functions than those that are recorded. */
  private static final double SHARE = 0.7;
  /** Keeps few observations from narrowing the search; above this number of observations, the bound no longer falls. */
  private static final double MAX_NARROWING = 100;

  private final NavigableSet<Double> values;
  private final double least;

  /** @param observed coordinates in [0, 1]; NaN does not count */
  Bandwidths(DoubleStream observed) {
    double[] counted = observed.filter(coordinate -> !Double.isNaN(coordinate)).toArray();
    this.values = DoubleStream.of(counted).boxed().collect(Collectors.toCollection(TreeSet::new));
    this.least = 1 / Math.min(MAX_NARROWING, 2.0 + counted.length);
  }

  /** Returns the bandwidth of one of the observed coordinates, in (0, 1]. */
  double of(double coordinate) {
    return Math.max(least, SHARE * distance(coordinate));
  }

  /** Returns the larger distance to a neighbor; the ends of the range are the neighbors of a single value. */
  private double distance(double coordinate) {
    Double lower = values.lower(coordinate);
    Double higher = values.higher(coordinate);
    if (lower == null && higher == null) {
      return Math.max(coordinate, 1 - coordinate);
    }
    return Math.max(lower == null ? 0 : coordinate - lower, higher == null ? 0 : higher - coordinate);
  }
}
