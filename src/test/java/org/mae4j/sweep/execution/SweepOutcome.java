package org.mae4j.sweep.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.PruningSavings;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * A complete sweep.
 *
 * @param lines lines of the journal, without durations
 */
public record SweepOutcome(SweepPlan plan, Path file, List<String> lines) {

  /** Resumes a sweep. @param before content of its journal, which may be incomplete */
  public static SweepOutcome of(SweepPlan plan, Path file, String before, TrialEvaluator evaluator) {
    try {
      Files.writeString(file, before);
      try (Journal journal = Journal.open(file)) {
        if (journal.content().heading().isEmpty()) {
          journal.begin(JournalHeading.of(plan));
        }
        new SweepLoop(plan, journal, evaluator, List.of()).run();
      }
      return new SweepOutcome(plan, file, Files.readAllLines(file).stream()
          .map(line -> line.replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":0")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines in alphabetical order. */
  public TreeSet<String> events() {
    return new TreeSet<>(lines);
  }

  /** Returns the whole journal. */
  public String text() {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** Returns the journal up to the middle of a line. @param number of the line, from 0 */
  public String cut(int number) {
    String torn = lines.get(number);
    return lines.subList(0, number).stream().map(line -> line + "\n").collect(Collectors.joining())
        + torn.substring(0, torn.length() / 2);
  }

  public Journal.Content content() {
    try {
      return Journal.Content.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Ranking ranking() {
    return Ranking.of(content().heading().orElseThrow(), content().events());
  }

  /** Returns the table of the ranking without durations. */
  public String table() {
    return new RankingTable(ranking()).text(Integer.MAX_VALUE).replaceAll(" +\\d+\\.\\d(?= +(finished|failed|pruned))",
        "");
  }

  public PruningSavings savings() {
    return PruningSavings.of(content().heading().orElseThrow(), content().events());
  }
}
