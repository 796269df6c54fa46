package org.mae4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mae4j.run.IoMessage;
import org.mae4j.run.UserException;

/** What a sweep that is running, interrupted or done has found so far, by its journal, in forms to be passed on. */
public final class Findings {
  private Findings() {}

  /** Whether {@code path} holds a sweep. */
  public static boolean isAt(Path path) {
    return Files.isRegularFile(new SweepDirectory(path).journal());
  }

  /**
   * The ranking as CSV, a line a candidate.
   *
   * @throws UserException if there is no sweep in {@code path}, or it has not begun
   */
  public static String csv(Path path) throws IOException {
    return new RankingTable(ranking(SweepDirectory.open(path))).csv();
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
      new SweepReport(directory, ranking(directory)).write(file);
      return file;
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e));
    }
  }

  private static Ranking ranking(SweepDirectory directory) throws IOException {
    Journal.Content content = Journal.Content.read(directory.journal());
    JournalHeading heading = content.heading()
        .orElseThrow(() -> new UserException("nothing has begun in " + directory.path()));
    return Ranking.of(heading, content.events());
  }
}
