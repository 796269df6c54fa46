package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.mae4j.base.UserException;
import org.mae4j.data.DataException;
import org.mae4j.experiment.directory.RunConfig;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.directory.RunsBelow;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.model.layer.FusedOps;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.ClusterTrialEvaluator;
import org.mae4j.sweep.execution.LocalTrialEvaluator;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts sweeps in new directories, and resumes sweeps. */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private Sweep() {}

  /**
   * Starts a sweep and runs it until it is complete.
   *
   * @param out directory to create; by default {@code runs/NAME-sweep-TIMESTAMP}
   * @param cluster that runs the trials; by default this process
   * @param resumeCommand returns the command that resumes the sweep in a directory
   * @throws UserException if the sweep cannot run or {@code out} is not empty
   * @throws StoppedRunException if a signal asked to stop
   */
  public static void start(SweepPlan plan, Invocation invocation, Optional<Path> out,
      Optional<Cluster.Session> cluster, Function<Path, String> resumeCommand) throws IOException {
    SweepChecks.requireRunnable(plan);
    SweepChecks.requireValidTrials(plan);
    SweepDirectory directory = SweepDirectory.create(
        out.orElseGet(() -> SweepDirectory.byDefault(plan.experiment().name(), LocalDateTime.now())));
    if (plan.isEnqueuedByDefault()) {
      plan.enqueued().forEach(own -> LOG.info("trial 1:    the file's own settings{}; leave them out with {}=[]",
          outside(plan.space().outside(own)), SweepPlan.ENQUEUE));
    }
    run(plan, invocation, directory, cluster, resumeCommand, false);
  }

  /**
   * Returns the plan of the sweep in {@code path}, which is to be resumed.
   *
   * @param file configuration of the sweep
   * @param settings settings {@code key=value} that take precedence over the file
   * @throws UserException if the configuration is invalid, for example because an extension is not loaded; then the
   *     message names the plugins that the sweep had
   */
  public static SweepPlan planOf(Path path, Path file, List<String> settings) {
    try {
      return SweepLoader.load(file, settings);
    } catch (UserException e) {
      throw RunsBelow.first(path).map(run -> RunConfig.withPlugins(e, "sweep", new RunDirectory(run))).orElse(e);
    }
  }

  /**
   * Resumes the sweep in {@code path}; the result is that of an uninterrupted sweep.
   *
   * @param retryFailed whether trials that failed continue, except those that diverged
   * @throws UserException if {@code path} contains no sweep, {@code plan} is another sweep, or its last trial was
   *     computed on another kind of processor
   * @throws StoppedRunException if a signal asked to stop
   */
  public static void resume(SweepPlan plan, Invocation invocation, Path path, Optional<Cluster.Session> cluster,
      Function<Path, String> resumeCommand, boolean retryFailed) throws IOException {
    SweepChecks.requireRunnable(plan);
    SweepDirectory directory = SweepDirectory.open(path);
    Journal.Content content = Journal.Content.read(directory.journal());
    TrialProcessors.require(plan, invocation, directory, content.events());
    SweepPlan resumed = content.heading().map(heading -> heading.resumed(plan)).orElse(plan);
    content.heading().ifPresent(heading -> requireSame(heading, JournalHeading.of(resumed), path));
    run(resumed, invocation, directory, cluster, resumeCommand, retryFailed);
  }

  private static void run(SweepPlan plan, Invocation invocation, SweepDirectory directory,
      Optional<Cluster.Session> cluster, Function<Path, String> resumeCommand, boolean retryFailed)
      throws IOException {
    String command = resumeCommand.apply(directory.path());
    try (RunLock lock = RunLock.of(new RunDirectory(directory.path()))) {
      LOG.info("results:    {}", directory.path());
      invocation.livePages().ifPresent(address -> LOG.info("live pages: {}", address));
      LOG.info("if it is interrupted, resume it with:\n  {}", command);
      TrialEvaluator evaluator = cluster
          .<TrialEvaluator>map(session -> new ClusterTrialEvaluator(plan, directory, invocation, session))
          .orElseGet(() -> new LocalTrialEvaluator(plan, directory, invocation));
      FusedOps.register();
      new SweepRun(plan, directory, evaluator, retryFailed).run();
    } catch (StoppedRunException e) {
      LOG.info("resume the sweep with: {}", command);
      throw e;
    } catch (ClusterException | DataException e) {
      throw new RunFailedException(e.getMessage() + ". Fix this, then resume the sweep with: " + command);
    }
  }

  private static String outside(SortedMap<String, String> values) {
    return values.isEmpty() ? "" : ", of which " + values + " lie outside of the searched spaces";
  }

  private static void requireSame(JournalHeading before, JournalHeading now, Path directory) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new UserException("the sweep in " + directory + " has other settings; restore them or start a new "
          + "sweep with another --out:\n" + String.join("\n", differences));
    }
  }
}
