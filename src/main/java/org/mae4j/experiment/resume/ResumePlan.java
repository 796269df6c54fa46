package org.mae4j.experiment.resume;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.config.load.RecordedSettings;

/**
 * The stages of the last command in a run directory and how many of them are done: all that is needed to resume the
 * command after an interruption. This record is the content of {@code resume.json}.
 *
 * @param version version of the file format
 * @param stages keys of the stages in their order
 * @param done number of stages that are done
 * @param autoencoder file name of the checkpoint that the stages after pre-training work on
 * @param dataDigests SHA-256 of the images by the name of each split
 * @param settings settings of the command by dotted key, with values as in {@code config.conf}
 */
public record ResumePlan(int version, List<String> stages, int done, String autoencoder,
    @JsonProperty("data") SortedMap<String, String> dataDigests, SortedMap<String, String> settings) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final int VERSION = 1;

  public ResumePlan {
    if (stages == null || done < 0 || done > stages.size() || autoencoder == null) {
      throw new IllegalArgumentException("needs stages, the number of them that are done, and an autoencoder");
    }
    stages = List.copyOf(stages);
    dataDigests = dataDigests == null ? new TreeMap<>() : dataDigests;
    settings = settings == null ? new TreeMap<>() : settings;
  }

  /** Returns the plan of a command that starts. */
  public static ResumePlan start(List<String> stages, Path autoencoder, Map<String, String> dataDigests,
      SortedMap<String, String> settings) {
    return new ResumePlan(VERSION, stages, 0, autoencoder.getFileName().toString(), new TreeMap<>(dataDigests),
        settings);
  }

  /** Returns whether all stages are done. */
  public boolean complete() {
    return done == stages.size();
  }

  /** Returns the keys of the stages that are not done. */
  public List<String> remaining() {
    return stages.subList(done, stages.size());
  }

  /** Returns this plan with one more stage done. */
  public ResumePlan advanced() {
    return new ResumePlan(version, stages, done + 1, autoencoder, dataDigests, settings);
  }

  /** Returns the settings as overrides {@code key=value} of {@code config.conf}, followed by {@code more}. */
  public List<String> overrides(List<String> more) {
    return Stream.concat(settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()),
        more.stream()).toList();
  }

  /** Replaces {@code file}. */
  public void write(Path file) throws IOException {
    DurableFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  /**
   * Reads the plan in {@code file}; empty if there is no such file. Settings of earlier versions are translated.
   *
   * @throws UserException if the file has another version or is not a plan
   */
  public static Optional<ResumePlan> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
      if (json.path("version").asInt() != VERSION) {
        throw new UserException(file + ": has version " + json.path("version").asText("unknown")
            + ", this program reads version " + VERSION);
      }
      ResumePlan plan = MAPPER.treeToValue(json, ResumePlan.class);
      return Optional.of(new ResumePlan(VERSION, plan.stages, plan.done, plan.autoencoder, plan.dataDigests,
          RecordedSettings.ofExperiment().present(plan.settings)));
    } catch (JacksonException e) {
      String problem =
          e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : e.getOriginalMessage();
      throw new UserException(file + ": not a resume plan: " + problem);
    }
  }
}
