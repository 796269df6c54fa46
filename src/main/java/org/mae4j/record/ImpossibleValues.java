package org.mae4j.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds JSON values that this program never writes: null, and numbers too large for a double, such as 1e999. */
public final class ImpossibleValues {
  private ImpossibleValues() {}

  /** Returns the first such value in {@code json} with its dotted key, as in {@code "a.b[2] is null"}; empty if none is. */
  public static Optional<String> in(JsonNode json) {
    return in("", json).findFirst();
  }

  private static Stream<String> in(String key, JsonNode json) {
    if (json.isObject()) {
      return json.properties().stream()
          .flatMap(entry -> in(key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), entry.getValue()));
    } else if (json.isArray()) {
      return IntStream.range(0, json.size()).boxed().flatMap(i -> in(key + "[" + i + "]", json.get(i)));
    } else if (json.isNull()) {
      return Stream.of(key + " is null");
    }
    return json.isNumber() && !Double.isFinite(json.doubleValue()) ? Stream.of(key + " is too large a number")
        : Stream.of();
  }
}
