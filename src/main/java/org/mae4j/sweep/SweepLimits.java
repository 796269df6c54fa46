package org.mae4j.sweep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mae4j.base.file.DurableFile;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.StopCondition;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/**
 * How long the process that works on a sweep goes on. The journal does not have it, because a command that resumes the
 * sweep may change it.
 *
 * @param trials maximum number of trials; empty if only the time limits the sweep
 * @param parallel number of trials at the same time
 * @param hours limit of the time; 0 for none
 */
public record SweepLimits(OptionalInt trials, int parallel, double hours) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static SweepLimits of(SweepPlan plan) {
    return new SweepLimits(new StopCondition(plan).maxTrials(), plan.sweep().parallel(), plan.sweep().stop().hours());
  }

  /**
   * Returns whether no further trial of a sweep follows. The limits of old sweeps are unknown; those are complete between
   * trials.
   */
  public static boolean isComplete(SweepDirectory directory, Ranking ranking) throws IOException {
    return ranking.trials().stream().allMatch(Trial::ended)
        && read(directory).map(limits -> limits.areReached(ranking)).orElse(true);
  }

  /** Returns the file with the limits of a sweep. */
  public static Path file(SweepDirectory directory) {
    return directory.path().resolve("limits.json");
  }

  void write(SweepDirectory directory) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    trials.ifPresent(max -> json.put("trials", max));
    json.put("parallel", parallel).put("hours", hours);
    DurableFile.write(file(directory), MAPPER.writeValueAsBytes(json));
  }

  /** Reads the limits of a sweep; empty if an earlier version has written it, or the file is not what was written. */
  public static Optional<SweepLimits> read(SweepDirectory directory) throws IOException {
    if (!Files.isRegularFile(file(directory))) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file(directory));
    try {
      return fromJson(MAPPER.readTree(bytes));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<SweepLimits> fromJson(JsonNode json) {
    int trials = json.path("trials").asInt(0);
    return Optional.of(json.path("parallel").asInt(0)).filter(parallel -> parallel > 0)
        .map(parallel -> new SweepLimits(trials > 0 ? OptionalInt.of(trials) : OptionalInt.empty(), parallel,
            json.path("hours").asDouble(0)));
  }

  /** Returns these limits for a sweep that has no further trials to try. @param ended number of its trials */
  SweepLimits exhausted(int ended) {
    return new SweepLimits(OptionalInt.of(ended), parallel, hours);
  }

  /** Returns whether no further trial may start. */
  boolean areReached(Ranking ranking) {
    return (trials.isPresent() && ranking.ended() >= trials.getAsInt())
        || StopCondition.secondsLeft(hours, parallel, ranking.seconds()) <= 0;
  }

  /** Returns the seconds that are left if further trials take as long as the mean; empty before the first one ended. */
  public OptionalDouble secondsLeft(Ranking ranking) {
    double mean = ranking.meanSeconds().orElse(Double.POSITIVE_INFINITY);
    double work = trials.isEmpty() ? Double.POSITIVE_INFINITY
        : Math.max(0, trials.getAsInt() - ranking.ended()) * mean / parallel;
    double time = Math.max(0, StopCondition.secondsLeft(hours, parallel, ranking.seconds()));
    double left = Math.min(work, time);
    return Double.isFinite(left) ? OptionalDouble.of(left) : OptionalDouble.empty();
  }
}
