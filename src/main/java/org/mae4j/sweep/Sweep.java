package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.mae4j.base.UserException;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.data.DataException;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.ops.FusedOps;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.display.SweepDisplay;
import org.mae4j.sweep.display.SweepStatus;
import org.mae4j.sweep.execution.ClusterTrialEvaluator;
import org.mae4j.sweep.execution.LocalTrialEvaluator;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.execution.SweepLoop;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.generator.SweepChecks;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a sweep in a new directory, or resumes one. */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final SweepPlan plan;
  private final SweepDirectory directory;
  private final TrialEvaluator evaluator;
  private final boolean retryFailed;

  private Sweep(SweepPlan plan, SweepDirectory directory, TrialEvaluator evaluator, boolean retryFailed) {
    this.plan = plan;
    this.directory = directory;
    this.evaluator = evaluator;
    this.retryFailed = retryFailed;
  }

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
      new Sweep(plan, directory, evaluator, retryFailed).run();
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

  private void run() throws IOException {
    try (Journal journal = Journal.open(directory.journal())) {
      JournalHeading heading = begin(journal);
      int before = journal.content().events().size();
      Optional<String> exhaustion = runTrials(journal, heading);
      SweepFiles files = files(journal, heading);
      if (exhaustion.isPresent()) {
        LOG.info(exhaustion.get());
        SweepLimits.of(plan).exhausted(files.ranking().ended()).write(directory);
      }
      if (exhaustion.isPresent() || files.events().size() == before) {
        // No trial ended since the sweep is complete; an earlier process may have crashed before it wrote the files.
        files.writeAll(plan);
      }
      end(files);
    }
  }

  /** Writes the heading and the limits; the heading only into a new journal. */
  private JournalHeading begin(Journal journal) throws IOException {
    JournalHeading heading = JournalHeading.of(plan);
    if (journal.content().heading().isEmpty()) {
      journal.begin(heading);
    }
    SweepLimits.of(plan).write(directory);
    return heading;
  }

  /** Runs the trials and returns a sentence if no other parameters were left to try. */
  private Optional<String> runTrials(Journal journal, JournalHeading heading) throws IOException {
    SweepStatus status = new SweepStatus(plan, heading, journal, System::nanoTime);
    try (SweepDisplay display = SweepDisplay.start(plan, status::snapshot)) {
      SweepLoop loop = new SweepLoop(plan, journal, evaluator,
          List.of(status, trial -> files(journal, heading).writeAll(plan), display));
      if (retryFailed) {
        loop.retryFailed();
      }
      loop.run();
      return loop.exhaustion();
    }
  }

  private void end(SweepFiles files) throws IOException {
    LOG.info("\n{}", files.text(TerminalWidth.ofOutput()));
    Ranking ranking = files.ranking();
    LOG.info("report:     {}{}\nlook again: {}", directory.report(),
        new BestConfigurations(directory, ranking).commands(), PluginCommand.of("ui", directory.path()));
    if (ranking.best().isEmpty()) {
      throw new RunFailedException("no trial finished, so the sweep has no best one; change the settings, the "
          + "parameters of the sweep or its limits");
    }
  }

  private SweepFiles files(Journal journal, JournalHeading heading) {
    return new SweepFiles(directory, heading, journal.content().events());
  }

  private static void requireSame(JournalHeading before, JournalHeading now, Path directory) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new UserException("the sweep in " + directory + " has other settings; restore them or start a new "
          + "sweep with another --out:\n" + String.join("\n", differences));
    }
  }
}
