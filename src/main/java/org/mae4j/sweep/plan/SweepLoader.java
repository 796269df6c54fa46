package org.mae4j.sweep.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mae4j.base.Direction;
import org.mae4j.base.EnumNames;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.ConfigLoader;
import org.mae4j.config.hocon.ConfigRenderer;
import org.mae4j.config.hocon.ConfigText;
import org.mae4j.config.hocon.KnownKeys;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.hocon.RecordBinder;
import org.mae4j.config.hocon.RecordedSettings;
import org.mae4j.config.hocon.RenamedKeys;
import org.mae4j.config.hocon.ValueReader;
import org.mae4j.config.hocon.WrittenValues;
import org.mae4j.sweep.plan.SweepConfig.Generator;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.SearchSpaceReader;

/** Reads the {@code sweep} block of a file in HOCON, over the defaults in {@code sweep.conf}. */
public final class SweepLoader {
  private static final String PARAMETERS = "sweep.parameters";
  /** Far more than can be run, and few enough to be counted out. */
  private static final long LARGEST_GRID = 100_000;

  private final Problems problems = new Problems();
  private final ConfigText text;
  private final ExperimentConfig experiment;

  /** What a file may have beside the keys of an experiment. */
  record File(SweepConfig sweep) {}

  private SweepLoader(Path file, List<String> overrides) {
    ConfigObject defaults = sweepDefaults().withFallback(ConfigLoader.defaults());
    this.text = ConfigText.read(file, overrides, defaults, names(), problems);
    this.experiment = text.experiment();
  }

  /**
   * The sweep in {@code file}.
   *
   * @param overrides words {@code key=value} that count before the file
   * @param objectives figures on validation that the stages of an experiment produce, and which way they are better
   * @throws ConfigFileException with everything that is wrong
   */
  public static SweepPlan load(Path file, List<String> overrides,
      Function<ExperimentConfig, SortedMap<String, Direction>> objectives) {
    SweepLoader loader = new SweepLoader(file, overrides);
    SweepPlan plan = loader.plan(objectives.apply(loader.experiment));
    loader.problems.throwIfAny();
    return plan;
  }

  private static RenamedKeys names() {
    RenamedKeys names = recordedNames();
    KnownKeys.of(ExperimentConfig.class).leaves().forEach(key ->
        names.with(PARAMETERS + "." + key + ".when.", ExperimentConfig.class));
    return names;
  }

  private static RenamedKeys recordedNames() {
    return new RenamedKeys().with("", ExperimentConfig.class).with("", File.class)
        .with(PARAMETERS + ".", ExperimentConfig.class);
  }

  /** Returns the reader of the settings that a journal recorded. */
  public static RecordedSettings recordedSettings() {
    Problems problems = new Problems();
    WrittenValues nothing = new WrittenValues(List.of());
    File sweep = new RecordBinder(sweepDefaults(), nothing, true, problems).bind(File.class, sweepDefaults());
    SortedMap<String, String> defaults = ConfigRenderer.values(ConfigLoader.byDefault());
    defaults.putAll(ConfigRenderer.values(sweep));
    return new RecordedSettings(recordedNames(), defaults);
  }

  static ConfigObject sweepDefaults() {
    return ConfigLoader.resource("sweep.conf");
  }

  private SweepPlan plan(SortedMap<String, Direction> objectives) {
    KnownKeys.of(File.class, PARAMETERS).unknown(text.merged(), (path, nearest) -> {
      if (path.startsWith("sweep.") && !path.startsWith(PARAMETERS + ".")) {
        text.unknown(path, nearest);
      }
    });
    SweepConfig sweep = text.bind(File.class, sweepDefaults()).sweep();
    requireObjective(sweep, objectives);
    SearchSpace space = space();
    requireGrid(space);
    if (sweep.repeat() > 1 && space.spaces().containsKey("seed")) {
      problem(".seed", "repeat gives each run of a candidate a seed of its own");
    }
    return new SweepPlan(experiment, sweep, space);
  }

  private void requireObjective(SweepConfig sweep, SortedMap<String, Direction> objectives) {
    String objective = sweep.objective();
    if (objective.contains(".test.")) {
      text.problem("sweep.objective", "nothing is selected by a figure on test images; '"
          + KnownKeys.nearest(objective.replace(".test.", ".val."), objectives.keySet()) + "' is on validation");
    } else if (!objectives.containsKey(objective)) {
      text.problem("sweep.objective", "no figure on validation that the stages produce, did you mean '"
          + KnownKeys.nearest(objective, objectives.keySet()) + "'?");
    } else if (objectives.get(objective) != sweep.direction()) {
      text.problem("sweep.direction", "must be " + EnumNames.of(objectives.get(objective)) + " for " + objective);
    }
  }

  private SearchSpace space() {
    Optional<ConfigValue> parameters = WrittenValues.find(text.merged(), PARAMETERS);
    if (parameters.isPresent() && parameters.get() instanceof ConfigObject group && WrittenValues.isResolved(group)) {
      if (group.isEmpty()) {
        problem("", "names no key: there is nothing to search");
      }
      return new SearchSpaceReader(experiment, (path, message) -> problem("." + path, message)).read(group);
    }
    problem("", "must be a group of keys, each with its space");
    return new SearchSpace(new TreeMap<>(), new TreeMap<>());
  }

  /** Of what the file says, for where that is wrong a default stands in the record. */
  private void requireGrid(SearchSpace space) {
    Optional<?> generator = WrittenValues.find(text.merged(), "sweep.generator")
        .filter(WrittenValues::isResolved).flatMap(value -> ValueReader.read(Generator.class, value));
    if (generator.isEmpty() || generator.get() != Generator.GRID) {
      return;
    }
    double size = space.size();
    if (Double.isInfinite(size)) {
      problem("", "a grid needs points or step beside uniform and logUniform: it tries every value");
    } else if (size > LARGEST_GRID) {
      problem("", String.format(Locale.ROOT, "a grid of %.3g candidates; at most %d", size, LARGEST_GRID));
    }
  }

  private void problem(String below, String message) {
    text.problem(PARAMETERS + below, message);
  }
}
