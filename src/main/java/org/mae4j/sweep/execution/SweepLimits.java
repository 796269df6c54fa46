package org.mae4j.sweep.execution;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mae4j.base.file.DurableFile;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/**
 * When a sweep starts no further trial. The journal does not have it, because a command that resumes the sweep may change
 * it.
 *
 * @param trials maximum number of trials with different parameters; empty if only the time limits the sweep
 * @param parallel number of trials at the same time
 * @param hours limit of the time; 0 for none
 */
public record SweepLimits(OptionalInt trials, int parallel, double hours) {
  private static final double HOUR = 3600;
  private static final JsonMapper MAPPER = new JsonMapper();

  public static SweepLimits of(SweepPlan plan) {
    int limit = plan.sweep().stop().trials();
    double max = limit == 0 ? plan.size() : Math.min(limit, plan.size());
    return new SweepLimits(max <= Integer.MAX_VALUE ? OptionalInt.of((int) max) : OptionalInt.empty(),
        plan.sweep().parallel(), plan.sweep().stop().hours());
  }

  /**
   * Returns whether no further trial of a sweep follows. The limits of old sweeps are unknown; those are complete between
   * trials.
   */
  public static boolean isComplete(SweepDirectory directory, Ranking ranking) throws IOException {
    return ranking.trials().stream().allMatch(Trial::ended)
        && read(directory).map(limits -> limits.areReached(ranking)).orElse(true);
  }

  public void write(SweepDirectory directory) throws IOException {
    ObjectNode json = MAPPER.createObjectNode();
    trials.ifPresent(max -> json.put("trials", max));
    json.put("parallel", parallel).put("hours", hours);
    DurableFile.write(directory.limits(), MAPPER.writeValueAsBytes(json));
  }

  /** Reads the limits of a sweep; empty if an earlier version has written it, or the file is not what was written. */
  public static Optional<SweepLimits> read(SweepDirectory directory) throws IOException {
    if (!Files.isRegularFile(directory.limits())) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(directory.limits());
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
  public SweepLimits exhausted(int ended) {
    return new SweepLimits(OptionalInt.of(ended), parallel, hours);
  }

  /**
   * Returns whether another trial may start, ignoring the time. A trial that repeats an earlier one costs nothing and does
   * not count.
   *
   * @param different number of earlier trials with different parameters
   */
  boolean allow(int different) {
    return trials.isEmpty() || different < trials.getAsInt();
  }

  /** Returns the remaining seconds; infinite without a time limit. @param trialSeconds total duration of all trials */
  double timeLeft(double trialSeconds) {
    return hours == 0 ? Double.POSITIVE_INFINITY : hours * HOUR - trialSeconds / parallel;
  }

  /** Returns whether no further trial may start. */
  public boolean areReached(Ranking ranking) {
    return !allow(ranking.ended()) || timeLeft(ranking.seconds()) <= 0;
  }

  /**
   * Returns the done fraction of the trials or of the time, the larger one, in [0, 1].
   *
   * @param running seconds that each running trial has taken
   */
  public double fraction(Ranking ranking, double... running) {
    double ofTrials = trials.isEmpty() ? 0 : (double) ranking.ended() / trials.getAsInt();
    double ofTime = hours == 0 ? 0 : spent(ranking, running) / parallel / (hours * HOUR);
    return Math.min(1, Math.max(ofTrials, ofTime));
  }

  private static double spent(Ranking ranking, double... running) {
    return ranking.seconds() + Arrays.stream(running).sum();
  }

  /**
   * Returns the seconds that are left if each trial takes the mean duration of those that ran; at most the time limit.
   * Empty if neither is known.
   *
   * @param running seconds that each running trial has taken
   */
  public OptionalDouble secondsLeft(Ranking ranking, double... running) {
    double time = Math.max(0, timeLeft(spent(ranking, running)));
    OptionalDouble mean = ranking.meanSeconds();
    double work = trials.isEmpty() || mean.isEmpty() ? Double.POSITIVE_INFINITY
        : (Math.max(0, trials.getAsInt() - ranking.ended() - running.length) * mean.getAsDouble()
            + Arrays.stream(running).map(seconds -> Math.max(0, mean.getAsDouble() - seconds)).sum()) / parallel;
    double left = Math.min(time, work);
    return Double.isFinite(left) ? OptionalDouble.of(left) : OptionalDouble.empty();
  }
}
