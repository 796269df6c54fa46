package org.mae4j.replication;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A metric in a record and in its replica.
 *
 * @param name of the metric
 * @param values number of recorded values that are compared, at least 1
 * @param differing number of these values that the replica lacks or has other bits of
 * @param step step of the shown value: the first that differs, else the last
 * @param recorded shown value in the record
 * @param replicated shown value in the replica; empty if the replica lacks it
 */
record ComparedMetric(String name, int values, int differing, long step, double recorded,
    Optional<Double> replicated) {

  /** Compares the recorded values of a metric by step with those of the replica. */
  static ComparedMetric of(String name, SortedMap<Long, Double> recorded, SortedMap<Long, Double> replicated) {
    List<Map.Entry<Long, Double>> differing = recorded.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(replicated.get(entry.getKey()))).toList();
    long shown = differing.isEmpty() ? recorded.lastKey() : differing.get(0).getKey();
    return new ComparedMetric(name, recorded.size(), differing.size(), shown, recorded.get(shown),
        Optional.ofNullable(replicated.get(shown)));
  }

  boolean isEqual() {
    return differing == 0;
  }

  /** Returns the cells of the row of a table. */
  String[] cells() {
    return new String[] {name, Integer.toString(values), number(recorded),
        replicated.map(ComparedMetric::number).orElse("missing"), difference()};
  }

  private String difference() {
    if (isEqual()) {
      return "equal";
    }
    String size = replicated.map(value -> String.format(Locale.ROOT, "%+.2g", value - recorded)).orElse("missing");
    return step == MetricValues.END ? size
        : size + " at step " + step + "; values that differ: " + differing;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.7g", value);
  }
}
