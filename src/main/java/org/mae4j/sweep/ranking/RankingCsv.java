package org.mae4j.sweep.ranking;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.EnumNames;
import org.mae4j.base.text.CsvText;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.objective.SweepObjective;

/** A ranking as CSV (RFC 4180): a header, then one line per trial. @param columns beside those of the journal */
public record RankingCsv(Ranking ranking, TrialColumns columns) {

  public String text() {
    Set<String> keys = ranking.keys();
    StringBuilder text = new StringBuilder(head(keys));
    Map<Integer, Integer> fronts = ranking.fronts();
    int rank = 0;
    for (Trial trial : ranking.ranked()) {
      rank++;
      text.append(line(List.of(first(trial, rank),
          ranking.frontColumn().stream().map(heading -> RankingTable.front(trial, fronts)), others(trial),
          keys.stream().map(key -> trial.parameters().getOrDefault(key, "")), repeated(trial), columns.of(trial))));
    }
    return text.toString();
  }

  private String head(Set<String> keys) {
    // The column of the trial keeps the name that it has in journals, on which scripts rely.
    return line(List.of(Stream.of("rank", "candidate", "state", "objective", "confidence95", "runs", "seconds", "note"),
        ranking.frontColumn().stream(), others().stream().map(SweepObjective::key), keys.stream(),
        repeatedColumns().stream(), columns.names().stream()));
  }

  private static String line(List<Stream<String>> parts) {
    return CsvText.line(parts.stream().flatMap(part -> part).toList());
  }

  private static Stream<String> first(Trial trial, int rank) {
    return Stream.of(RankingTable.rank(trial, rank), Integer.toString(trial.number()), EnumNames.of(trial.state()),
        number(trial.objective()), number(trial.confidence()), Integer.toString(trial.objectives().size()),
        Double.toString(trial.seconds()), trial.note());
  }

  private List<SweepObjective> others() {
    return ranking.heading().others();
  }

  private Stream<String> others(Trial trial) {
    List<Double> means = trial.means();
    return IntStream.rangeClosed(1, others().size()).mapToObj(i -> means.isEmpty() ? "" : means.get(i).toString());
  }

  /** Returns the names of the columns that only several runs have. */
  private List<String> repeatedColumns() {
    return ranking.heading().repeat() == 1 ? List.of() : List.of("deviation", "score");
  }

  private Stream<String> repeated(Trial trial) {
    return Stream.of(number(trial.deviation()), number(trial.comparable())).limit(repeatedColumns().size());
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
