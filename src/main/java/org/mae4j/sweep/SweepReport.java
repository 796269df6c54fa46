package org.mae4j.sweep;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mae4j.base.DurableFile;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.report.block.DataTable.Link;
import org.mae4j.report.sweep.RecordedSweep.Difference;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep;
import org.mae4j.report.sweep.RecordedTrial;
import org.mae4j.report.sweep.SweepPage;
import org.mae4j.report.sweep.SweptParameter;
import org.mae4j.sweep.importance.Surrogates;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.journal.TrialEvent;
import org.mae4j.sweep.pruning.PruningSavings;
import org.mae4j.sweep.ranking.Ranking;
import org.mae4j.sweep.ranking.RankingTable;

/** Writes the page of a sweep from its journal alone. */
record SweepReport(SweepDirectory directory, Ranking ranking, Optional<String> savings) {
  private static final String SWEEP = "sweep.";
  private static final String SPACES = SWEEP + "parameters.";

  /** @param events that {@code ranking} is of */
  static SweepReport of(SweepDirectory directory, Ranking ranking, List<TrialEvent> events) {
    return new SweepReport(directory, ranking, PruningSavings.ofPruning(ranking.heading(), events).map(PruningSavings::text));
  }

  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    DurableFile.write(file, SweepPage.of(recorded(folder)).getBytes(StandardCharsets.UTF_8));
  }

  /** @param folder of the page, where its links begin */
  RecordedSweep recorded(Path folder) {
    SortedSet<String> keys = ranking.keys();
    List<SweptParameter> parameters = keys.stream().map(key -> SweptParameter.of(key,
        RankingTable.shortest(key, keys), setting(SPACES + key), values(key))).toList();
    List<RecordedTrial> candidates = ranking.ranked().stream()
        .map(standing -> candidate(standing, folder)).toList();
    JournalHeading heading = ranking.heading();
    return new RecordedSweep(directory.path().toAbsolutePath().normalize().getFileName().toString(),
        new Search(heading.objective(), heading.direction(), setting(SWEEP + "generator"), setting(SWEEP + "seed"),
            heading.repeat(), savings),
        parameters, candidates, ranking.plot(), Surrogates.of(parameters, candidates),
        ranking.best().map(this::differences).orElse(List.of()));
  }

  private String setting(String key) {
    return ranking.heading().settings().getOrDefault(key, "");
  }

  private List<String> values(String key) {
    return ranking.standings().stream().flatMap(standing -> Stream.ofNullable(standing.parameters().get(key)))
        .toList();
  }

  private RecordedTrial candidate(Trial standing, Path folder) {
    return new RecordedTrial(standing.candidate(), RankingTable.name(standing), standing.parameters(),
        Ranking.isRanked(standing) ? standing.objective() : OptionalDouble.empty(), standing.confidence(),
        standing.seconds(), standing.note(), reports(standing.candidate(), folder));
  }

  /** Of the runs that have a page. */
  private List<Link> reports(int candidate, Path folder) {
    int repeat = ranking.heading().repeat();
    return IntStream.rangeClosed(1, repeat).mapToObj(repetition -> directory.run(candidate, repetition, repeat))
        .map(run -> new RunDirectory(run).report().toAbsolutePath().normalize()).filter(Files::exists)
        .map(page -> new Link(page.getParent().getFileName().toString(), place(folder.relativize(page)))).toList();
  }

  /** A path as a link has it. */
  private static String place(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /** Of a candidate's settings, as far as the journal has them, from those that the program comes with. */
  private List<Difference> differences(Trial best) {
    SortedMap<String, String> settings = new TreeMap<>(ranking.heading().settings());
    settings.keySet().removeIf(key -> key.startsWith(SWEEP));
    settings.putAll(best.parameters());
    SortedMap<String, String> defaults = ConfigRenderer.values(ConfigLoader.byDefault());
    return settings.entrySet().stream()
        .filter(setting -> !setting.getValue().equals(defaults.get(setting.getKey())))
        .map(setting -> new Difference(setting.getKey(),
            Optional.ofNullable(defaults.get(setting.getKey())).orElse(""), setting.getValue()))
        .toList();
  }
}
