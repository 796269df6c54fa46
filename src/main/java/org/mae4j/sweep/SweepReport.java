package org.mae4j.sweep;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mae4j.base.EnumNames;
import org.mae4j.base.file.SharedFile;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.report.block.DataTable.Link;
import org.mae4j.report.sweep.RecordedSweep;
import org.mae4j.report.sweep.RecordedSweep.Difference;
import org.mae4j.report.sweep.RecordedSweep.Search;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;
import org.mae4j.report.sweep.RecordedTradeOff;
import org.mae4j.report.sweep.RecordedTrial;
import org.mae4j.report.sweep.RecordedTrial.RunStatistics;
import org.mae4j.report.sweep.SweepPage;
import org.mae4j.report.sweep.SweptParameter;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.sweep.importance.Surrogates;
import org.mae4j.sweep.journal.JournalHeading;
import org.mae4j.sweep.journal.Trial;
import org.mae4j.sweep.plan.SweepLoader;
import org.mae4j.sweep.plan.SweepPlan;
import org.mae4j.sweep.ranking.Ranking;

/**
 * Writes the HTML report of a sweep.
 *
 * @param savings one line of text; empty if the sweep does not prune
 * @param complete whether no further trial follows
 */
record SweepReport(SweepDirectory directory, Ranking ranking, Optional<String> savings, boolean complete) {
  private static final String SWEEP = "sweep.";
  private static final String GENERATOR = SWEEP + "generator";
  private static final String SEED = SWEEP + "seed";

  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    SharedFile.write(file, SweepPage.of(recorded(folder)));
  }

  /** @param folder of the page, to which links are relative */
  RecordedSweep recorded(Path folder) throws IOException {
    List<RecordedTrial> trials = trials(folder);
    JournalHeading heading = ranking.heading();
    SortedMap<String, String> settings =
        SweepLoader.recordedSettings().completed(heading.settings(), Set.of(GENERATOR, SEED));
    return new RecordedSweep(directory.path().toAbsolutePath().normalize().getFileName().toString(),
        complete, new SweepOrigin(directory, ranking).read(),
        new Search(heading.objective(), heading.direction(), settings.get(GENERATOR), settings.get(SEED),
            heading.repeat(), EnumNames.of(heading.repetitions().score()), savings),
        parameters(), trials, ranking.plot(), Surrogates.of(parameters(), trials),
        ranking.best().map(this::differences).orElse(List.of()), tradeOff());
  }

  private Optional<RecordedTradeOff> tradeOff() {
    return ranking.hasSeveralObjectives() ? TradeOffReport.of(ranking) : Optional.empty();
  }

  /** Returns the model of the objective that the page shows. */
  Optional<Surrogate> surrogate() {
    return Surrogates.of(parameters(), trials(directory.path().toAbsolutePath().normalize()));
  }

  private List<SweptParameter> parameters() {
    return ranking.keys().stream().map(key -> SweptParameter.of(key, space(key), values(key))).toList();
  }

  private String space(String key) {
    return ranking.heading().settings().getOrDefault(SweepPlan.PARAMETERS + key, "");
  }

  private List<RecordedTrial> trials(Path folder) {
    return ranking.ranked().stream().map(trial -> recorded(trial, folder)).toList();
  }

  private List<String> values(String key) {
    return ranking.trials().stream().flatMap(trial -> Stream.ofNullable(trial.parameters().get(key))).toList();
  }

  private RecordedTrial recorded(Trial trial, Path folder) {
    return new RecordedTrial(trial.number(), EnumNames.of(trial.state()), trial.parameters(), trial.comparable(),
        runs(trial), trial.seconds(), trial.note(), links(trial.number(), folder));
  }

  private static Optional<RunStatistics> runs(Trial trial) {
    return trial.deviation().isEmpty() ? Optional.empty()
        : Optional.of(new RunStatistics(IntStream.range(0, trial.objectives().size()).boxed()
            .collect(Collectors.toMap(run -> run, trial.objectives()::get))));
  }

  /** Returns links to the reports of the runs that have one. */
  private List<Link> links(int trial, Path folder) {
    return directory.runs(trial, ranking.heading().repeat()).stream()
        .map(run -> new RunDirectory(run).report().toAbsolutePath().normalize()).filter(Files::exists)
        .map(page -> new Link(page.getParent().getFileName().toString(), url(folder.relativize(page)))).toList();
  }

  /** Returns a relative path as a URL. */
  private static String url(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(name -> URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  /** Returns the settings of the best trial that differ from the defaults, as far as the journal has them. */
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
