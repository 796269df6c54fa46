package org.mae4j.sweep;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.machine.TerminalWidth;
import org.mae4j.config.extension.PluginCommand;
import org.mae4j.experiment.directory.RunFailedException;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.display.SweepDisplay;
import org.mae4j.sweep.display.SweepStatus;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.execution.SweepLoop;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the trials of a sweep that have not ended, and writes the files of the sweep.
 *
 * @param directory that exists, of this sweep only
 * @param retryFailed whether trials that failed continue, except those that diverged
 */
record SweepRun(SweepPlan plan, SweepDirectory directory, TrialEvaluator evaluator, boolean retryFailed) {
  private static final Logger LOG = LoggerFactory.getLogger(SweepRun.class);

  /** Runs until the sweep is complete. @throws RunFailedException if no trial finished */
  void run() throws IOException {
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
}
