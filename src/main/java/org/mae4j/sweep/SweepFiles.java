package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.text.WrappedText;
import org.mae4j.report.sweep.SurrogateText;
import org.mae4j.report.sweep.SweepPage;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.execution.SweepLimits;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.PruningSavings;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingCsv;
import org.mae4j.sweep.ranking.RankingTable;
import org.mae4j.sweep.ranking.TrialColumns;

/**
 * The files and texts that are derived from the journal of a sweep, which may be running, interrupted or complete.
 *
 * @param events of the journal
 */
public record SweepFiles(SweepDirectory directory, JournalHeading heading, List<TrialEvent> events) {

  /** Returns whether {@code path} contains a sweep. */
  public static boolean isAt(Path path) {
    return new SweepDirectory(path).exists();
  }

  /**
   * Reads the journal of a sweep.
   *
   * @throws UserException if {@code path} contains no sweep, or the sweep has not started yet
   */
  public static SweepFiles read(Path path) throws IOException {
    SweepDirectory directory = SweepDirectory.open(path);
    Journal.Content content = Journal.Content.read(directory.journal());
    JournalHeading heading = content.heading()
        .orElseThrow(() -> new UserException("the sweep in " + path + " has not started yet"));
    return new SweepFiles(directory, heading, content.events());
  }

  Ranking ranking() {
    return Ranking.of(heading, events);
  }

  /**
   * Returns the ranking as a table for a terminal of {@code width} columns and, as far as the sweep has them, the savings
   * of pruning and the share of each parameter in the variance of the objective.
   */
  public String text(int width) throws IOException {
    SweepReport report = sweepReport();
    Stream<String> notes = Stream.of(report.savings(), report.surrogate().map(SurrogateText::shares))
        .flatMap(Optional::stream);
    return new RankingTable(report.ranking(), report.complete()).text(width)
        + notes.map(note -> "\n" + WrappedText.of(note, width, 2)).collect(Collectors.joining());
  }

  /** Returns the ranking as CSV. */
  public String csv() {
    return new RankingCsv(ranking(), TrialColumns.NONE).text();
  }

  /**
   * Returns the ranking as CSV, with a metric of each trial after each epoch and the CPU time of its trainings.
   *
   * @param metric name in {@code metrics.csv}
   * @throws UserException if no trial has the metric
   */
  public String csv(String metric) throws IOException {
    Ranking ranking = ranking();
    return new RankingCsv(ranking, new TrialCurves(directory, ranking, metric).columns()).text();
  }

  /**
   * Writes the report.
   *
   * @param out file to replace; by default {@code report.html} of the sweep
   * @return the file
   * @throws UserException if the file cannot be written
   */
  public Path report(Optional<Path> out) {
    Path file = out.orElse(directory.report());
    try {
      sweepReport().write(file);
      return file;
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  /** Returns the report of the trials so far as HTML; its links are relative to the directory of the sweep. */
  public String reportPage() throws IOException {
    return SweepPage.of(sweepReport().recorded(directory.path().toAbsolutePath().normalize()));
  }

  private SweepReport sweepReport() throws IOException {
    Ranking ranking = ranking();
    return new SweepReport(directory, ranking, PruningSavings.text(heading, events),
        SweepLimits.isComplete(directory, ranking));
  }

  /** Writes the table, the plot, the report and the configurations of the best trials. @param plan of the sweep */
  void writeAll(SweepPlan plan) throws IOException {
    DurableFile.write(directory.table(), csv());
    ranking().plot().write(directory.plot());
    sweepReport().write(directory.report());
    new BestConfigurations(directory, ranking()).write(plan);
  }
}
