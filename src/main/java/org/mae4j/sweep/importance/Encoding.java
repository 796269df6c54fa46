package org.mae4j.sweep.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.mae4j.report.sweep.SweptParameter;
import org.mae4j.report.sweep.SweptParameter.Kind;

/**
 * An encoding of trials as rows of numbers. An ordered parameter has one column with values from 1 to 2; a categorical
 * parameter has one column per level, 2 for its level and 1 for the others. The columns of a parameter that a trial does
 * not have are -1. No value is 0, which Tribuo treats as absent.
 *
 * @param columns of each parameter
 * @param width number of columns of a row
 */
record Encoding(List<Columns> columns, int width) {
  /** Value of the columns of a parameter that a trial does not have. */
  static final double ABSENT = -1;
  /** Number of steps that numbers are rounded to, because Tribuo evaluates all rows at each distinct value. */
  static final int STEPS = 32;

  /**
   * The columns of one parameter.
   *
   * @param first index of the first column
   * @param low least coordinate
   * @param high greatest coordinate, above {@code low}
   */
  record Columns(SweptParameter parameter, int first, double low, double high) {
    int count() {
      return parameter.isOrdered() ? 1 : parameter.levels().size();
    }

    /** Writes a coordinate into a row; empty if the trial does not have the parameter. */
    void put(OptionalDouble coordinate, double[] row) {
      for (int i = 0; i < count(); i++) {
        row[first + i] = coordinate.isEmpty() ? ABSENT : parameter.isOrdered()
            ? 1 + share(coordinate.getAsDouble()) : coordinate.getAsDouble() == i ? 2 : 1;
      }
    }

    private double share(double coordinate) {
      double share = parameter.kind() == Kind.LOGARITHMIC ? Math.log(coordinate / low) / Math.log(high / low)
          : (coordinate - low) / (high - low);
      return Math.rint(share * STEPS) / STEPS;
    }
  }

  /** @param values of each trial by key */
  static Encoding of(List<SweptParameter> parameters, List<? extends Map<String, String>> values) {
    List<Columns> columns = new ArrayList<>();
    int width = 0;
    for (SweptParameter parameter : parameters) {
      double[] all = values.stream().filter(map -> map.containsKey(parameter.key()))
          .mapToDouble(map -> parameter.coordinate(map.get(parameter.key()))).toArray();
      double low = DoubleStream.of(all).min().orElse(0);
      double high = DoubleStream.of(all).max().orElse(1);
      columns.add(new Columns(parameter, width, low, high > low ? high : low + 1));
      width += columns.get(columns.size() - 1).count();
    }
    return new Encoding(List.copyOf(columns), width);
  }

  double[] row(Map<String, String> values) {
    double[] row = new double[width];
    columns.forEach(one -> {
      String text = values.get(one.parameter().key());
      one.put(text == null ? OptionalDouble.empty() : OptionalDouble.of(one.parameter().coordinate(text)), row);
    });
    return row;
  }
}
