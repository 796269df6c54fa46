package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.IoMessage;
import org.mae4j.base.UserException;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.pruning.PruningSavings;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/** What a sweep that is running, interrupted or done has found so far, by its journal, in forms to be passed on. */
public final class SweepFiles {
  private SweepFiles() {}

  /** Whether {@code path} holds a sweep. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(new SweepDirectory(path).journal());
  }

  /**
   * The ranking as a table, and what giving candidates up has saved; the sweep may be running.
   *
   * @throws UserException if there is no sweep in {@code path}, or it has not begun
   */
  public static String text(Path path) throws IOException {
    Journal.Content content = content(SweepDirectory.open(path));
    return text(content.heading().orElseThrow(), content.events());
  }

  static String text(JournalHeading heading, List<TrialEvent> events) {
    String table = new RankingTable(Ranking.of(heading, events)).text();
    return PruningSavings.ofPruning(heading, events).map(savings -> table + "\n" + savings.text()).orElse(table);
  }

  /**
   * The ranking as CSV, a line a candidate.
   *
   * @throws UserException if there is no sweep in {@code path}, or it has not begun
   */
  public static String csv(Path path) throws IOException {
    Journal.Content content = content(SweepDirectory.open(path));
    return new RankingTable(Ranking.of(content.heading().orElseThrow(), content.events())).csv();
  }

  /**
   * Writes a page of the sweep.
   *
   * @param out file to replace; without it {@code report.html} of the sweep
   * @return the file
   * @throws UserException if there is no sweep in {@code path}, or it cannot be read or the file be written
   */
  public static Path report(Path path, Optional<Path> out) {
    SweepDirectory directory = SweepDirectory.open(path);
    Path file = out.orElse(directory.report());
    try {
      Journal.Content content = content(directory);
      Ranking ranking = Ranking.of(content.heading().orElseThrow(), content.events());
      SweepReport.of(directory, ranking, content.events()).write(file);
      return file;
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  /** With a heading. */
  private static Journal.Content content(SweepDirectory directory) throws IOException {
    Journal.Content content = Journal.Content.read(directory.journal());
    if (content.heading().isEmpty()) {
      throw new UserException("nothing has begun in " + directory.path());
    }
    return content;
  }
}
