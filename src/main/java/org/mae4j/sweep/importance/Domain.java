package org.mae4j.sweep.importance;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The values that a parameter takes in an {@link Encoding}, with their probabilities. The values of a range of real
 * numbers are equally likely between the least and the greatest of the trials, on the scale of the parameter. Of other
 * spaces, those values are equally likely that occur in trials.
 *
 * @param coordinates coordinate of each value; empty for a range of real numbers
 * @param cells encoded values, {@code [values][columns of the parameter]}
 * @param probabilities of the values; they sum to 1
 */
record Domain(Encoding.Columns columns, double[] coordinates, double[][] cells, double[] probabilities) {

  /** @param values of the trials that have the parameter, at least one */
  static Domain of(Encoding.Columns columns, List<String> values) {
    String space = columns.parameter().space();
    boolean finite =
        !columns.parameter().levels().isEmpty() || space.contains(", step ") || space.contains(", points ");
    return finite ? finite(columns, values.stream().mapToDouble(columns.parameter()::coordinate)) : range(columns);
  }

  private static Domain finite(Encoding.Columns columns, DoubleStream values) {
    double[] coordinates = values.distinct().sorted().toArray();
    double[][] cells = DoubleStream.of(coordinates).mapToObj(coordinate -> {
      double[] row = new double[columns.first() + columns.count()];
      columns.put(OptionalDouble.of(coordinate), row);
      return Arrays.copyOfRange(row, columns.first(), row.length);
    }).toArray(double[][]::new);
    double[] probabilities = new double[cells.length];
    Arrays.fill(probabilities, 1.0 / cells.length);
    return new Domain(columns, coordinates, cells, probabilities);
  }

  /** Rounding leaves half of the probability of an inner step to the first and to the last. */
  private static Domain range(Encoding.Columns columns) {
    int steps = Encoding.STEPS;
    return new Domain(columns, new double[0],
        IntStream.rangeClosed(0, steps).mapToObj(i -> new double[] {1 + (double) i / steps}).toArray(double[][]::new),
        IntStream.rangeClosed(0, steps).mapToDouble(i -> (i == 0 || i == steps ? 0.5 : 1) / steps).toArray());
  }

  int size() {
    return cells.length;
  }

  boolean has(int column) {
    return column >= columns.first() && column < columns.first() + columns.count();
  }

  /** Returns the indices of all values. */
  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, size());
    return all;
  }

  /** Returns the indices of some values of a finite space. @param values as trials have them */
  BitSet indices(List<String> values) {
    BitSet indices = new BitSet();
    values.stream().mapToDouble(columns.parameter()::coordinate)
        .forEach(wanted -> IntStream.range(0, coordinates.length).filter(i -> coordinates[i] == wanted)
            .forEach(indices::set));
    return indices;
  }

  double probability(BitSet indices) {
    return indices.stream().mapToDouble(i -> probabilities[i]).sum();
  }
}
