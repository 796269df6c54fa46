package org.mae4j.documents;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of recorded files by kind: shares as fractions, times in seconds, operations and bytes as they are. */
final class RecordedValues {
  private static final double HALF = 0.5 + 1e-6;

  private final Map<Kind, List<Double>> values = new EnumMap<>(Kind.class);

  void add(double value, Unit unit) {
    values.computeIfAbsent(unit.kinds().get(0), none -> new ArrayList<>()).add(value * unit.factor());
  }

  /** Returns whether a value is {@code number} in its unit after rounding to the digits that the text has. */
  boolean has(String number, Unit unit) {
    BigDecimal wanted = new BigDecimal(number.replace(",", "").replace('−', '-'));
    boolean signed = !Character.isDigit(number.charAt(0));
    double limit = HALF * wanted.ulp().doubleValue();
    return unit.kinds().stream().flatMap(kind -> values.getOrDefault(kind, List.of()).stream())
        .mapToDouble(value -> (signed ? value : Math.abs(value)) / unit.factor())
        .anyMatch(value -> Math.abs(value - wanted.doubleValue()) <= limit);
  }
}
