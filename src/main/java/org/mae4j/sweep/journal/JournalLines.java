package org.mae4j.sweep.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.Direction;
import org.mae4j.base.UserException;
import org.mae4j.config.hocon.RecordedSettings;

/** The lines of a journal as JSON. */
public record JournalLines(Path file, RecordedSettings recorded) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int VERSION = 1;

  public static String line(JournalHeading heading) {
    ObjectNode json = MAPPER.createObjectNode().put("event", "sweep").put("version", VERSION)
        .put("objective", heading.objective()).put("direction", heading.direction().name().toLowerCase(Locale.ROOT))
        .put("repeat", heading.repeat());
    json.set("settings", MAPPER.valueToTree(heading.settings()));
    return json.toString();
  }

  public static String line(TrialEvent event) {
    ObjectNode json = MAPPER.createObjectNode()
        .put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT)).put("candidate", event.candidate());
    if (event instanceof TrialEvent.Started started) {
      json.put("repetition", started.repetition()).set("parameters", MAPPER.valueToTree(started.parameters()));
    } else if (event instanceof TrialEvent.Finished finished) {
      json.put("repetition", finished.repetition()).put("objective", finished.objective())
          .put("seconds", finished.seconds());
    } else if (event instanceof TrialEvent.Measured measured) {
      json.put("epoch", measured.epoch()).put("figure", measured.figure());
    } else if (event instanceof TrialEvent.Pruned pruned) {
      json.put("epoch", pruned.epoch()).put("figure", pruned.figure()).put("seconds", pruned.seconds());
    } else if (event instanceof TrialEvent.Failed failed) {
      json.put("repetition", failed.repetition()).put("reason", failed.reason()).put("seconds", failed.seconds());
    } else if (event instanceof TrialEvent.Invalid invalid) {
      json.put("reason", invalid.reason()).set("parameters", MAPPER.valueToTree(invalid.parameters()));
    } else if (event instanceof TrialEvent.Repeated repeated) {
      json.put("earlier", repeated.earlier()).set("parameters", MAPPER.valueToTree(repeated.parameters()));
    }
    return json.toString();
  }

  JournalHeading heading(int number, String line) {
    JsonNode json = json(number, line);
    require(json.path("event").asText().equals("sweep") && json.path("version").asInt() == VERSION, number,
        "not the heading of a journal of version " + VERSION);
    try {
      return new JournalHeading(json.path("objective").asText(),
          Direction.valueOf(json.path("direction").asText().replace("ise", "ize").toUpperCase(Locale.ROOT)), json.path("repeat").asInt(),
          present(json.path("settings")));
    } catch (IllegalArgumentException e) {
      throw new UserException(file + ":" + number + ": unknown direction " + json.path("direction"));
    }
  }

  public TrialEvent event(int number, String line) {
    JsonNode json = json(number, line);
    int candidate = json.path("candidate").asInt();
    int repetition = json.path("repetition").asInt();
    double seconds = json.path("seconds").asDouble();
    int epoch = json.path("epoch").asInt();
    double figure = json.path("figure").asDouble(Double.NaN);
    return switch (json.path("event").asText()) {
      case "started" -> new TrialEvent.Started(candidate, repetition, present(json.path("parameters")));
      case "finished" -> new TrialEvent.Finished(candidate, repetition, json.path("objective").asDouble(), seconds);
      case "measured" -> new TrialEvent.Measured(candidate, epoch, figure);
      case "pruned" -> new TrialEvent.Pruned(candidate, epoch, figure, seconds);
      case "failed" -> new TrialEvent.Failed(candidate, repetition, json.path("reason").asText(), seconds);
      case "invalid" -> new TrialEvent.Invalid(candidate, present(json.path("parameters")), json.path("reason").asText());
      case "repeated" -> new TrialEvent.Repeated(candidate, present(json.path("parameters")), json.path("earlier").asInt());
      default -> throw new UserException(file + ":" + number + ": unknown event " + json.path("event"));
    };
  }

  private JsonNode json(int number, String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      require(json.isObject(), number, "not a JSON object");
      return json;
    } catch (JacksonException e) {
      throw new UserException(file + ":" + number + ": not JSON: " + e.getOriginalMessage());
    }
  }

  private void require(boolean valid, int number, String problem) {
    if (!valid) {
      throw new UserException(file + ":" + number + ": " + problem);
    }
  }

  private SortedMap<String, String> present(JsonNode node) {
    return recorded.present(texts(node));
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
