package org.mae4j.sweep.journal;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.config.hocon.RecordedSettings;

/** One line of a journal: a JSON object whose property {@code event} tells its type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalHeading.class, name = "sweep"),
    @JsonSubTypes.Type(value = TrialEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrialEvent.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = TrialEvent.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = TrialEvent.Pruned.class, name = "pruned"),
    @JsonSubTypes.Type(value = TrialEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = TrialEvent.Invalid.class, name = "invalid"),
    @JsonSubTypes.Type(value = TrialEvent.Repeated.class, name = "repeated")})
public sealed interface JournalLine permits JournalHeading, TrialEvent {

  /** Writes and reads all lines; properties that a newer version may add are ignored. */
  JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
          DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .addMixIn(Direction.class, DirectionNames.class).build();

  /** The names of {@link Direction}; old journals have the British ones. */
  enum DirectionNames {
    @JsonProperty("maximize") @JsonAlias("maximise") MAXIMIZE,
    @JsonProperty("minimize") @JsonAlias("minimise") MINIMIZE
  }

  /** Returns this line without a line break. */
  default String json() {
    try {
      return MAPPER.writerFor(JournalLine.class).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Parses one line.
   *
   * @param recorded replaces former names of keys and values
   * @param place file and line number, which begin the message of an exception
   * @throws UserException if {@code json} is not a line of type {@code type}
   */
  static <T extends JournalLine> T parse(RecordedSettings recorded, String place, String json, Class<T> type) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      Stream.of("settings", "parameters").map(tree::get).filter(ObjectNode.class::isInstance)
          .forEach(settings -> rename((ObjectNode) settings, recorded));
      JournalLine line = MAPPER.treeToValue(tree, JournalLine.class);
      if (type.isInstance(line)) {
        return type.cast(line);
      }
      throw new UserException(place + ": unexpected line of a journal; the first line is the only heading");
    } catch (ValueInstantiationException e) {
      throw new UserException(place + ": " + e.getCause().getMessage(), e);
    } catch (JacksonException e) {
      throw new UserException(place + ": not a line of a journal: " + e.getOriginalMessage(), e);
    }
  }

  private static void rename(ObjectNode settings, RecordedSettings recorded) {
    SortedMap<String, String> present =
        recorded.present(MAPPER.convertValue(settings, new TypeReference<SortedMap<String, String>>() {}));
    settings.removeAll();
    present.forEach(settings::put);
  }
}
