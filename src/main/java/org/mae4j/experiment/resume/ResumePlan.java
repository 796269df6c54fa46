package org.mae4j.experiment.resume;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mae4j.base.DurableFile;
import org.mae4j.base.UserException;
import org.mae4j.config.hocon.RecordedSettings;

/**
 * What the last command in a run directory has to do, and how much of it is done: all that is needed to go on with it
 * after an interruption.
 *
 * @param settings of the command by dotted key, each as in {@code config.conf}
 * @param stages names of the stages in order
 * @param done stages that ended
 * @param autoencoder name of the checkpoint that stages after pre-training start from
 * @param dataDigests SHA-256 by the name of each split
 */
public record ResumePlan(SortedMap<String, String> settings, List<String> stages, int done, String autoencoder,
    Map<String, String> dataDigests) {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int VERSION = 1;

  /** Whether all stages ended. */
  public boolean complete() {
    return done == stages.size();
  }

  /** The stages still to do, the one that was interrupted first. */
  public List<String> remaining() {
    return stages.subList(done, stages.size());
  }

  /** This agenda after the end of its next stage. */
  public ResumePlan advanced() {
    return new ResumePlan(settings, stages, done + 1, autoencoder, dataDigests);
  }

  /** Words {@code key=value} that make the settings, in place of those of {@code config.conf}, and {@code more}. */
  public List<String> overrides(List<String> more) {
    return Stream.concat(settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()),
        more.stream()).toList();
  }

  /** Replaces {@code file} as a whole. */
  public void write(Path file) throws IOException {
    ObjectNode json = MAPPER.createObjectNode().put("version", VERSION);
    json.set("stages", MAPPER.valueToTree(stages));
    json.put("done", done).put("autoencoder", autoencoder);
    json.set("data", MAPPER.valueToTree(new TreeMap<>(dataDigests)));
    json.set("settings", MAPPER.valueToTree(settings));
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  /**
   * The agenda in {@code file}, if there is one.
   *
   * @throws UserException if the file is of another version or no agenda
   */
  public static Optional<ResumePlan> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new UserException(file + ": not JSON: " + e.getOriginalMessage());
    }
    require(json.path("version").asInt() == VERSION, file,
        "of version " + json.path("version").asText("unknown") + ", this program reads version " + VERSION);
    List<String> stages = StreamSupport.stream(json.path("stages").spliterator(), false)
        .map(JsonNode::asText).toList();
    int done = json.path("done").asInt(-1);
    require(done >= 0 && done <= stages.size() && json.path("autoencoder").isTextual(), file,
        "needs the number of stages done and the name of an autoencoder");
    return Optional.of(new ResumePlan(
        RecordedSettings.ofExperiment().present(texts(json.path("settings"))), stages, done, json.path("autoencoder").asText(),
        texts(json.path("data"))));
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static void require(boolean valid, Path file, String problem) {
    if (!valid) {
      throw new UserException(file + ": " + problem);
    }
  }
}
