package org.mae4j.sweep.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.mae4j.base.UserException;
import org.mae4j.config.load.RecordedSettings;

/** One line of a journal: a JSON object whose property {@code event} tells its type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalHeading.class, name = "sweep"),
    @JsonSubTypes.Type(value = TrialEvent.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrialEvent.Measured.class, name = "measured"),
    @JsonSubTypes.Type(value = TrialEvent.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = TrialEvent.Pruned.class, name = "pruned"),
    @JsonSubTypes.Type(value = TrialEvent.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = TrialEvent.Retried.class, name = "retried"),
    @JsonSubTypes.Type(value = TrialEvent.Invalid.class, name = "invalid"),
    @JsonSubTypes.Type(value = TrialEvent.Repeated.class, name = "repeated")})
public sealed interface JournalLine permits JournalHeading, TrialEvent {

  /** Returns this line as JSON, without a line break. */
  default String json() {
    try {
      return JournalFormat.write(this);
    } catch (JacksonException e) {
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
      JournalLine line = JournalFormat.read(json, recorded);
      if (type.isInstance(line)) {
        return type.cast(line);
      }
      throw new UserException(place + ": unexpected line of a journal; the first line is the only heading");
    } catch (ValueInstantiationException e) {
      throw new UserException(place + ": " + e.getCause().getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UserException(place + ": not a line of a journal: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new UserException(place + ": not a line of a journal: " + e.getOriginalMessage(), e);
    }
  }
}
