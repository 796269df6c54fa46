package org.mae4j.sweep.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.hocon.ConfigFileException;
import org.mae4j.config.hocon.ConfigTree;
import org.mae4j.config.hocon.Problems;
import org.mae4j.config.key.KnownKeys;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.load.ConfigText;
import org.mae4j.config.load.RecordBinder;
import org.mae4j.config.load.RecordedSettings;
import org.mae4j.config.load.RenamedKeys;
import org.mae4j.config.load.WrittenValues;
import org.mae4j.config.value.ConfigRenderer;
import org.mae4j.config.value.ValueReader;
import org.mae4j.sweep.objective.ObjectiveChecks;
import org.mae4j.sweep.plan.SweepConfig.Generator;
import org.mae4j.sweep.space.SearchSpace;
import org.mae4j.sweep.space.SearchSpaceReader;

/** Reads an experiment and its {@code sweep} block from a HOCON file, with the defaults of {@code sweep.conf}. */
public final class SweepLoader {
  private static final String PARAMETERS = "sweep.parameters";
  /** More trials than anyone can run, and few enough to keep in memory. */
  private static final long LARGEST_GRID = 100_000;

  private final Problems problems = new Problems();
  private final Path file;
  private final ConfigText text;
  private final ExperimentConfig experiment;

  /** The keys of a file besides those of the experiment. */
  record File(SweepConfig sweep) {}

  private SweepLoader(Path file, List<String> overrides) {
    ConfigObject defaults = sweepDefaults().withFallback(ConfigLoader.defaults());
    this.file = file;
    this.text = ConfigText.read(file, overrides, defaults, names(), problems);
    this.experiment = text.experiment();
  }

  /**
   * Returns the sweep that {@code file} describes.
   *
   * @param overrides settings {@code key=value} that take precedence over the file
   * @throws ConfigFileException with all problems of the file
   */
  public static SweepPlan load(Path file, List<String> overrides) {
    SweepLoader loader = new SweepLoader(file, overrides);
    SweepPlan plan = loader.plan();
    loader.problems.throwIfAny();
    return plan;
  }

  private static RenamedKeys names() {
    return recordedNames().within(PARAMETERS, "when", ExperimentConfig.class);
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

  private SweepPlan plan() {
    KnownKeys.of(File.class, PARAMETERS).unknown(text.merged(), (path, nearest) -> {
      if (path.startsWith("sweep.") && !path.startsWith(PARAMETERS + ".") && !path.equals(SweepPlan.ENQUEUE)) {
        text.unknown(path, nearest);
      }
    });
    SweepConfig sweep = text.bind(File.class, sweepDefaults()).sweep();
    new ObjectiveChecks(text, experiment).require(sweep.searched());
    SearchSpace space = space();
    requireGrid(space);
    if (sweep.repeat() > 1 && space.spaces().containsKey("seed")) {
      problem(".seed", "cannot be searched with repeat > 1, which gives each run of a trial its own seed");
    }
    boolean byDefault = !text.isWritten(SweepPlan.ENQUEUE);
    return new SweepPlan(experiment, sweep, space, byDefault && isGrid() ? List.of() : enqueued(space), byDefault,
        WrittenValues.of(experiment));
  }

  private List<SortedMap<String, String>> enqueued(SearchSpace space) {
    EnqueuedReader reader = new EnqueuedReader(experiment, space, problem -> text.problem(SweepPlan.ENQUEUE, problem));
    return ConfigTree.find(text.merged(), SweepPlan.ENQUEUE).filter(ConfigTree::isResolved).map(reader::read)
        .orElse(List.of());
  }

  private SearchSpace space() {
    Optional<ConfigValue> parameters = ConfigTree.find(text.merged(), PARAMETERS);
    if (parameters.isPresent() && parameters.get() instanceof ConfigObject group && ConfigTree.isResolved(group)) {
      if (group.isEmpty() && text.isWritten(PARAMETERS)) {
        problem("", "is empty; add at least one key to search");
      } else if (group.isEmpty() && text.complete()) {
        problems.add(file, PARAMETERS, "is missing; add the keys to search (docs/sweeps.md)");
      }
      return new SearchSpaceReader(experiment, (path, message) -> problem("." + path, message)).read(group);
    }
    problem("", "must be a group of keys, each with a space");
    return new SearchSpace(new TreeMap<>(), new TreeMap<>());
  }

  /** Reads the generator from the file: where that value is invalid, the record has the default. */
  private boolean isGrid() {
    Optional<?> generator = ConfigTree.find(text.merged(), "sweep.generator")
        .filter(ConfigTree::isResolved).flatMap(value -> ValueReader.read(Generator.class, value));
    return generator.isPresent() && generator.get() == Generator.GRID;
  }

  private void requireGrid(SearchSpace space) {
    if (!isGrid()) {
      return;
    }
    double size = space.size();
    if (Double.isInfinite(size)) {
      problem("", "a grid tries every value: add points or step to uniform and logUniform");
    } else if (size > LARGEST_GRID) {
      problem("", String.format(Locale.ROOT, "the grid has %.3g trials; the limit is %d", size, LARGEST_GRID));
    }
  }

  private void problem(String below, String message) {
    text.problem(PARAMETERS + below, message);
  }
}
