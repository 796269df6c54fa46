package org.mae4j.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.base.UserException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.progress.SeenImages;
import org.mae4j.experiment.resume.ResumePlan;
import org.mae4j.experiment.stage.Evaluation;
import org.mae4j.experiment.stage.Evaluations;

/**
 * How far the last command in a run directory is, as its files tell.
 *
 * @param stages of the command by key, in order; none where that is not known
 * @param done stages that ended
 * @param settings of the command by dotted key, each as in {@code config.conf}; none where they are not known
 */
public record RunStatus(State state, List<String> stages, int done, SortedMap<String, String> settings) {

  /** What a command is doing. */
  public enum State {
    RUNNING,
    /** Nothing is left to do. */
    COMPLETE,
    /** Something is left to do, and no process does it: it was stopped, killed, or failed. */
    INTERRUPTED
  }

  public RunStatus {
    stages = List.copyOf(stages);
  }

  /**
   * The status of the run in {@code directory}. Nothing is written there.
   *
   * @throws UserException if what the run left of its agenda cannot be understood
   */
  public static RunStatus of(RunDirectory directory) throws IOException {
    Optional<ResumePlan> agenda = ResumePlan.read(directory.agenda());
    boolean complete = agenda.map(ResumePlan::complete).orElseGet(() -> Files.exists(directory.results()));
    return new RunStatus(complete ? State.COMPLETE : unfinished(directory),
        agenda.map(ResumePlan::stages).orElse(List.of()),
        agenda.map(ResumePlan::done).orElse(0), new TreeMap<>(agenda.map(ResumePlan::settings).orElse(new TreeMap<>())));
  }

  private static State unfinished(RunDirectory directory) throws IOException {
    return RunLock.isHeld(directory) ? State.RUNNING : State.INTERRUPTED;
  }

  /** The stage under way, or that was when the command was interrupted; empty if there is none. */
  public Optional<String> stage() {
    return done < stages.size() ? Optional.of(stages.get(done)) : Optional.empty();
  }

  /**
   * Images that a training has seen after {@code step} optimizer steps: what steps are counted in where trainings
   * with different batches stand on one axis.
   *
   * @param settings of the run by dotted key
   * @throws UserException if they do not tell the size of a batch
   */
  public static long images(Map<String, String> settings, String stage, long step) {
    return SeenImages.after(settings, Evaluations.find(stage).flatMap(Evaluation::training), step);
  }
}
