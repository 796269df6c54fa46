package org.mae4j.report.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import org.apache.commons.math3.stat.StatUtils;
import org.mae4j.config.key.EffectiveSettings;
import org.mae4j.report.run.RecordedRun;

/**
 * Runs that differ in the seed alone.
 *
 * @param runs at least one
 */
record SeedGroup(List<RecordedRun> runs) {

  /** Settings without the seed; {@code repeat} numbers runs that have the same seed, too, which are not one group. */
  private record SeedlessSettings(SortedMap<String, String> settings, int repeat) {}

  /** Returns the groups in the order of their first runs. */
  static List<SeedGroup> of(List<RecordedRun> runs) {
    Map<SortedMap<String, String>, Integer> repeats = new HashMap<>();
    Map<SeedlessSettings, List<RecordedRun>> groups = new LinkedHashMap<>();
    for (RecordedRun run : runs) {
      int repeat = repeats.merge(EffectiveSettings.of(run.config()), 1, Integer::sum);
      groups.computeIfAbsent(new SeedlessSettings(seedless(run), repeat), key -> new ArrayList<>()).add(run);
    }
    return groups.values().stream().map(SeedGroup::new).toList();
  }

  private static SortedMap<String, String> seedless(RecordedRun run) {
    SortedMap<String, String> settings = EffectiveSettings.of(run.config());
    settings.remove("seed");
    return settings;
  }

  SeedGroup {
    runs = List.copyOf(runs);
  }

  /** Returns the settings that the runs have in common, by key. */
  SortedMap<String, String> settings() {
    return seedless(runs.get(0));
  }

  /** Returns a number by the seed of the run that has it. */
  Map<Long, Double> bySeed(Function<RecordedRun, OptionalDouble> number) {
    Map<Long, Double> values = new LinkedHashMap<>();
    runs.forEach(run -> number.apply(run).ifPresent(value -> values.put(run.config().seed(), value)));
    return values;
  }

  /** Returns the name of the first run, with the number of seeds if there are several. */
  String name() {
    return runs.get(0).name() + (runs.size() == 1 ? "" : ", " + runs.size() + " seeds");
  }

  /** Returns the mean of a number of each run; empty if a run does not have it. */
  OptionalDouble mean(Function<RecordedRun, OptionalDouble> number) {
    double[] values = values(number);
    return values.length == runs.size() ? OptionalDouble.of(StatUtils.mean(values)) : OptionalDouble.empty();
  }

  /** Returns the sample standard deviation of a number; empty if a run does not have it, and for one run. */
  OptionalDouble deviation(Function<RecordedRun, OptionalDouble> number) {
    double[] values = values(number);
    return runs.size() > 1 && values.length == runs.size()
        ? OptionalDouble.of(Math.sqrt(StatUtils.variance(values))) : OptionalDouble.empty();
  }

  private double[] values(Function<RecordedRun, OptionalDouble> number) {
    return runs.stream().map(number).flatMapToDouble(OptionalDouble::stream).toArray();
  }

  /** Returns the mean, and with several seeds the sample standard deviation; empty if a run does not have the number. */
  String described(Function<RecordedRun, OptionalDouble> number, DoubleFunction<String> format) {
    OptionalDouble mean = mean(number);
    OptionalDouble deviation = deviation(number);
    return mean.isEmpty() ? ""
        : format.apply(mean.getAsDouble())
            + (deviation.isEmpty() ? "" : " ± " + format.apply(deviation.getAsDouble()));
  }
}
