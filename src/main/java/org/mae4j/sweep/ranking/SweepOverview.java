package org.mae4j.sweep.ranking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.mae4j.sweep.SweepDirectory;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;

/**
 * What a sweep has found so far, for whoever looks at it from outside.
 *
 * @param direction {@code maximize} or {@code minimize}
 * @param parameters keys that candidates differ in
 * @param candidates the best first, then those without an objective
 */
public record SweepOverview(String objective, String direction, List<String> parameters, List<Candidate> candidates) {

  /**
   * One candidate.
   *
   * @param number counted from 1
   * @param rank counted from 1, 0 for none
   * @param state one word
   * @param confidence half the width of the objective's confidence interval
   * @param note why it failed, and the like; empty for none
   * @param runs run directories; some may not exist
   */
  public record Candidate(int number, int rank, String state, OptionalDouble objective, OptionalDouble confidence,
      double seconds, String note, SortedMap<String, String> parameters, List<Path> runs) {}

  public SweepOverview {
    parameters = List.copyOf(parameters);
    candidates = List.copyOf(candidates);
  }

  /** The file that makes a directory that of a sweep. */
  public static Path journal(Path directory) {
    return new SweepDirectory(directory).journal();
  }

  /** The folder of the run directories of candidates. */
  public static Path candidates(Path directory) {
    return new SweepDirectory(directory).candidates();
  }

  /**
   * The sweep in {@code directory}, running or not; nothing where its journal has not begun.
   *
   * @throws org.mae4j.base.UserException if the journal cannot be understood
   */
  public static Optional<SweepOverview> read(Path directory) throws IOException {
    SweepDirectory sweep = new SweepDirectory(directory);
    Journal.Content content = Journal.Content.read(sweep.journal());
    return content.heading().map(heading -> of(sweep, Ranking.of(heading, content.events())));
  }

  private static SweepOverview of(SweepDirectory sweep, Ranking ranking) {
    JournalHeading heading = ranking.heading();
    List<Candidate> candidates = new ArrayList<>();
    for (Trial standing : ranking.ranked()) {
      int rank = Ranking.isRanked(standing) ? candidates.size() + 1 : 0;
      List<Path> runs = IntStream.rangeClosed(1, heading.repeat())
          .mapToObj(repetition -> sweep.run(standing.candidate(), repetition, heading.repeat())).toList();
      candidates.add(new Candidate(standing.candidate(), rank, RankingTable.name(standing), standing.objective(),
          standing.confidence(), standing.seconds(), standing.note(), standing.parameters(), runs));
    }
    return new SweepOverview(heading.objective(), heading.direction().name().toLowerCase(Locale.ROOT),
        List.copyOf(ranking.keys()), candidates);
  }

  /** Whether some candidate has begun and not ended. */
  public boolean isUnfinished() {
    return candidates.stream().anyMatch(candidate -> candidate.state().equals("started"));
  }
}
