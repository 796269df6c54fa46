package org.mae4j.record.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mae4j.record.ImpossibleValues;

/** Checks that the values of {@code results.json} are such as this program writes. */
final class ResultsFormat {
  private ResultsFormat() {}

  /** Returns what is wrong, with the dotted key; empty if nothing is. */
  static Optional<String> problem(ObjectNode root) {
    return ImpossibleValues.in(root).or(() -> lists("", root).findFirst());
  }

  private static Stream<String> lists(String group, JsonNode json) {
    return json.properties().stream().flatMap(entry -> {
      String key = group + entry.getKey();
      JsonNode value = entry.getValue();
      return value.isObject() ? lists(key + ".", value)
          : value.isArray() ? problem(key, group, entry.getKey(), value).stream() : Stream.of();
    });
  }

  private static Optional<String> problem(String key, String group, String name, JsonNode list) {
    boolean versus = group.endsWith("." + PairedCounts.VERSUS + ".");
    if (name.equals(ResultMetric.CONFUSION) || versus) {
      return isSquareOfCounts(list) && (!versus || list.size() == 2) ? Optional.empty()
          : Optional.of(key + " is not a square matrix of numbers of images");
    }
    boolean names = name.equals(Results.CLASS_NAMES);
    return names && !elements(list).allMatch(JsonNode::isTextual) ? Optional.of(key + " is not a list of names")
        : Optional.empty();
  }

  private static boolean isSquareOfCounts(JsonNode rows) {
    return elements(rows).allMatch(row -> row.isArray() && row.size() == rows.size())
        && elements(rows).flatMap(ResultsFormat::elements)
            .allMatch(count -> count.isIntegralNumber() && count.canConvertToInt() && count.intValue() >= 0)
        && elements(rows).flatMap(ResultsFormat::elements).anyMatch(count -> count.intValue() > 0);
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
