package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.UserException;
import org.mae4j.experiment.cost.SeenImages;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.stage.Stage;
import org.mae4j.experiment.stage.Stages;

/**
 * The status of the last command in a run directory, read from its files.
 *
 * @param stages keys of the stages in their order; empty if they are unknown
 * @param done number of stages that are done
 * @param settings settings by dotted key, with values as in {@code config.conf}; empty if they are unknown
 */
public record RunStatus(State state, List<String> stages, int done, SortedMap<String, String> settings) {

  /** The state of a command. */
  public enum State {
    RUNNING,
    /** All stages are done. */
    COMPLETE,
    /** Stages remain, but no process runs them: the command was stopped or killed, or failed. */
    INTERRUPTED
  }

  public RunStatus {
    stages = List.copyOf(stages);
  }

  /**
   * Reads the status of the run in {@code directory} without writing there.
   *
   * @throws UserException if {@code resume.json} is not a resume plan
   */
  public static RunStatus of(RunDirectory directory) throws IOException {
    Optional<ResumePlan> plan = ResumePlan.read(directory.resumePlan());
    boolean complete = plan.map(ResumePlan::complete).orElseGet(() -> Files.exists(directory.results()));
    return new RunStatus(complete ? State.COMPLETE : unfinished(directory),
        plan.map(ResumePlan::stages).orElse(List.of()), plan.map(ResumePlan::done).orElse(0),
        plan.map(ResumePlan::settings).orElseGet(TreeMap::new));
  }

  private static State unfinished(RunDirectory directory) throws IOException {
    return RunLock.isHeld(directory) ? State.RUNNING : State.INTERRUPTED;
  }

  /** Returns the stage that is running or was interrupted; empty if all are done. */
  public Optional<String> stage() {
    return done < stages.size() ? Optional.of(stages.get(done)) : Optional.empty();
  }

  /**
   * Returns the images that {@code stage} has seen after {@code step} optimizer steps.
   *
   * @param settings settings of the run by dotted key
   * @throws UserException if the settings have no batch size
   */
  public static long images(Map<String, String> settings, String stage, long step) {
    return SeenImages.after(settings, Stages.find(stage).flatMap(Stage::training), step);
  }
}
