package org.mae4j.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mae4j.sweep.execution.SweepLoop;
import org.mae4j.sweep.execution.TrialEvaluator;
import org.mae4j.sweep.journal.Journal;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.pruning.PruningSavings;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/**
 * A search that came to its end.
 *
 * @param lines of its journal, times apart
 */
record Searched(SweepPlan plan, Path file, List<String> lines) {

  /** Searches from what {@code before} has, a journal or its beginning. */
  static Searched of(SweepPlan plan, Path file, String before, TrialEvaluator evaluation) {
    try {
      Files.writeString(file, before);
      try (Journal journal = Journal.open(file)) {
        if (journal.content().heading().isEmpty()) {
          journal.begin(JournalHeading.of(plan));
        }
        new SweepLoop(plan, journal, evaluation, standing -> {}).run();
      }
      return new Searched(plan, file, Files.readAllLines(file).stream()
          .map(line -> line.replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":0")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines without their order, which is that of time. */
  TreeSet<String> events() {
    return new TreeSet<>(lines);
  }

  /** The journal as far as the line of that number, counted from 0, and half of that line. */
  String cut(int number) {
    String torn = lines.get(number);
    return lines.subList(0, number).stream().map(line -> line + "\n").collect(Collectors.joining())
        + torn.substring(0, torn.length() / 2);
  }

  Journal.Content content() {
    try {
      return Journal.Content.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ranking ranking() {
    return Ranking.of(content().heading().orElseThrow(), content().events());
  }

  /** The table of the ranking, times apart. */
  String table() {
    return new RankingTable(ranking()).text().replaceAll(" +\\d+\\.\\d(?= +(finished|failed|pruned))", "");
  }

  PruningSavings savings() {
    return PruningSavings.of(content().heading().orElseThrow(), content().events());
  }
}
