package org.mae4j.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mae4j.base.DurableFile;
import org.mae4j.base.UserException;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.experiment.run.Invocation;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.experiment.run.StoppedRunException;
import org.mae4j.ops.FusedOps;
import org.mae4j.sweep.cluster.Cluster;
import org.mae4j.sweep.cluster.ClusterException;
import org.mae4j.sweep.cluster.ClusterTrialEvaluator;
import org.mae4j.sweep.display.SweepDisplay;
import org.mae4j.sweep.display.SweepFollower;
import org.mae4j.sweep.display.SweepStatus;
import org.mae4j.sweep.execution.LocalTrialEvaluator;
import org.mae4j.sweep.execution.SweepListener;
import org.mae4j.sweep.execution.SweepLoop;
import org.mae4j.sweep.execution.ThreadShare;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.execution.TrialRun;
import org.mae4j.sweep.generator.TrialValidity;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a sweep in a new directory, or goes on with one. */
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final SweepPlan plan;
  private final SweepDirectory directory;
  private final TrialEvaluator evaluation;

  private Sweep(SweepPlan plan, SweepDirectory directory, TrialEvaluator evaluation) {
    this.plan = plan;
    this.directory = directory;
    this.evaluation = evaluation;
  }

  /**
   * Begins a sweep.
   *
   * @param out directory to make; without it {@code runs/NAME-sweep-TIMESTAMP}
   * @param cluster where candidates run; without it in this process
   * @param resumption the command that goes on with the sweep in a directory
   * @throws StoppedRunException if a signal asked to stop
   */
  public static void start(SweepPlan plan, Invocation invocation, Optional<Path> out,
      Optional<Cluster.Session> cluster, Function<Path, String> resumption) throws IOException {
    TrialValidity.require(plan);
    SweepDirectory directory = SweepDirectory.create(
        out.orElseGet(() -> SweepDirectory.byDefault(plan.experiment().name(), LocalDateTime.now())));
    run(plan, evaluation(plan, invocation, directory, cluster), directory, resumption.apply(directory.path()));
  }

  /**
   * Goes on with the sweep in {@code path}, to the same end as if it had not been interrupted.
   *
   * @throws UserException if there is none, or {@code plan} is another search
   */
  public static void resume(SweepPlan plan, Invocation invocation, Path path, Optional<Cluster.Session> cluster,
      Function<Path, String> resumption) throws IOException {
    TrialValidity.requireRunnable(plan);
    SweepDirectory directory = SweepDirectory.open(path);
    run(plan, evaluation(plan, invocation, directory, cluster), directory, resumption.apply(path));
  }

  private static TrialEvaluator evaluation(SweepPlan plan, Invocation invocation, SweepDirectory directory,
      Optional<Cluster.Session> cluster) {
    return cluster.<TrialEvaluator>map(session -> new ClusterTrialEvaluator(plan, directory, invocation, session))
        .orElseGet(() -> new LocalTrialEvaluator(plan, directory, invocation));
  }

  private static void run(SweepPlan plan, TrialEvaluator evaluation, SweepDirectory directory, String resumption)
      throws IOException {
    try (RunLock lock = RunLock.of(new RunDirectory(directory.path()))) {
      LOG.info("sweep directory: {}; after an interruption go on with: {}", directory.path(), resumption);
      if (evaluation instanceof LocalTrialEvaluator) {
        ThreadShare.warnIfFew(plan);
      }
      FusedOps.register();
      new Sweep(plan, directory, evaluation).run();
    } catch (StoppedRunException e) {
      LOG.info("go on with the sweep: {}", resumption);
      throw e;
    } catch (ClusterException e) {
      throw new RunFailedException(e.getMessage() + ". Once that is put right, go on with the sweep: " + resumption);
    }
  }

  private void run() throws IOException {
    try (Journal journal = Journal.open(directory.journal())) {
      JournalHeading heading = JournalHeading.of(plan);
      if (journal.content().heading().isPresent()) {
        requireSame(journal.content().heading().get(), heading);
      } else {
        journal.begin(heading);
      }
      int before = journal.content().events().size();
      search(journal, heading);
      LOG.info("sweep done: {}", directory.path());
      if (journal.content().events().size() == before) {
        // No candidate ended now, which has the files written; a crash may have kept the last one from it.
        report(journal, heading);
      }
      LOG.info("\n{}", SweepFiles.text(heading, journal.content().events()));
    }
  }

  private void search(Journal journal, JournalHeading heading) throws IOException {
    SweepStatus status = new SweepStatus(plan, heading, journal, System::nanoTime);
    try (SweepDisplay display = SweepDisplay.start(status::snapshot)) {
      SweepListener watch = new SweepFollower(status, display, () -> report(journal, heading));
      new SweepLoop(plan, journal, evaluation, watch).run();
    }
  }

  private void requireSame(JournalHeading before, JournalHeading now) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new UserException("the sweep in " + directory.path() + " is another search:\n"
          + String.join("\n", differences));
    }
  }

  private void report(Journal journal, JournalHeading heading) throws IOException {
    List<TrialEvent> events = journal.content().events();
    Ranking ranking = Ranking.of(heading, events);
    RankingTable table = new RankingTable(ranking);
    DurableFile.write(directory.table(), table.csv().getBytes(StandardCharsets.UTF_8));
    ranking.plot().write(directory.plot());
    SweepReport.of(directory, ranking, events).write(directory.report());
    if (ranking.best().isPresent()) {
      writeBest(heading, ranking.best().get());
    }
  }

  private void writeBest(JournalHeading heading, Trial best) throws IOException {
    String text = "# Candidate " + best.candidate() + " of a sweep, the best of those that finished: "
        + heading.objective() + " " + best.objective().getAsDouble() + "\n"
        + ConfigRenderer.render(new TrialRun(best.candidate(), 1, best.parameters()).config(plan));
    DurableFile.write(directory.best(), text.getBytes(StandardCharsets.UTF_8));
  }
}
