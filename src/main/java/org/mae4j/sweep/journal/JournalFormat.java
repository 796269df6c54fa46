package org.mae4j.sweep.journal;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.mae4j.base.Direction;
import org.mae4j.config.load.RecordedSettings;
import org.mae4j.record.ImpossibleValues;

/** Binds the lines of a journal to records. Properties that a newer version may add are ignored. */
final class JournalFormat {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .addMixIn(Direction.class, DirectionNames.class).build();
  private static final TypeReference<SortedMap<String, String>> SETTINGS = new TypeReference<>() {};
  private static final List<String> COUNTS = List.of("candidate", "repetition", "epoch", "earlier", "repeat");
  private static final List<String> DURATIONS = List.of("seconds", "cpuMinutes");
  /** Properties that are left out where they have this value. */
  private static final Map<String, JsonNode> OPTIONAL =
      Map.of("cpuMinutes", DoubleNode.valueOf(0), "others", JsonNodeFactory.instance.arrayNode());

  /** The names of {@link Direction}; old journals have the British ones. */
  private enum DirectionNames {
    @JsonProperty("maximize")
    @JsonAlias("maximise")
    MAXIMIZE,
    @JsonProperty("minimize")
    @JsonAlias("minimise")
    MINIMIZE
  }

  private JournalFormat() {}

  static String write(JournalLine line) throws JacksonException {
    return MAPPER.writerFor(JournalLine.class).writeValueAsString(line);
  }

  /**
   * Reads a line.
   *
   * @param recorded replaces former names of keys and values
   * @throws IllegalArgumentException if it has null or a number that cannot be
   */
  static JournalLine read(String json, RecordedSettings recorded) throws JacksonException {
    JsonNode tree = MAPPER.readTree(json);
    requirePossible(tree);
    for (String property : List.of("settings", "parameters")) {
      if (tree.get(property) instanceof ObjectNode settings) {
        SortedMap<String, String> present = recorded.present(MAPPER.treeToValue(settings, SETTINGS));
        settings.removeAll();
        present.forEach(settings::put);
      }
    }
    if (tree instanceof ObjectNode line) {
      OPTIONAL.forEach((property, value) -> line.set(property, line.has(property) ? line.get(property) : value));
    }
    return MAPPER.treeToValue(tree, JournalLine.class);
  }

  private static void requirePossible(JsonNode line) {
    ImpossibleValues.in(line).ifPresent(problem -> {
      throw new IllegalArgumentException(problem);
    });
    COUNTS.forEach(property -> require(line, property, value -> value.asInt() >= 1, "at least 1"));
    DURATIONS.forEach(property -> require(line, property,
        value -> value.asDouble(-1) >= 0 && Double.isFinite(value.asDouble()), "finite and at least 0"));
  }

  private static void require(JsonNode line, String property, Predicate<JsonNode> rule, String wanted) {
    if (line.has(property) && !rule.test(line.get(property))) {
      throw new IllegalArgumentException(property + " is " + line.get(property) + ", but must be " + wanted);
    }
  }
}
