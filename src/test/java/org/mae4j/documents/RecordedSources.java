package org.mae4j.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The recorded values of all experiments, and those that a passage of a document must have its results from. */
final class RecordedSources {
  static final Path EXPERIMENTS = Path.of("experiments");
  static final Path CONF = Path.of("conf");
  static final Path PERFORMANCE = Path.of("docs/performance.md");
  private static final Pattern EXPERIMENT =
      Pattern.compile("(?:(?:\\]\\((?:\\.\\./)*)?experiments/|\\]\\((?:\\.\\./)?)([a-z0-9-]+)(?=[/)\\s,;.]|$)");
  private static final Pattern TABLE =
      Pattern.compile("\\]\\((?:\\.\\./)*(?:experiments/)?([a-z0-9-]+/[a-z0-9-]+\\.csv)\\)");
  private static final Pattern CONFIGURATION = Pattern.compile("(?:conf/|\\]\\()((?:[a-z]+/)?[a-z0-9-]+\\.conf)\\b");

  private final SortedSet<String> experiments = new TreeSet<>();
  /** Values of files and folders that were read. */
  private final Map<Path, RecordedValues> read = new ConcurrentHashMap<>();

  RecordedSources() {
    try (Stream<Path> folders = Files.list(EXPERIMENTS)) {
      folders.filter(Files::isDirectory).forEach(folder -> experiments.add(folder.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> experiments() {
    return experiments;
  }

  RecordedValues of(String experiment) {
    return of(EXPERIMENTS.resolve(experiment));
  }

  private RecordedValues of(Path source) {
    return read.computeIfAbsent(source, RecordedFiles::of);
  }

  /** Returns the experiments that a text names. */
  List<String> named(String text) {
    return EXPERIMENT.matcher(text).results().map(match -> match.group(1)).distinct().filter(experiments::contains)
        .toList();
  }

  /**
   * Returns the values of the tables that a passage or a head of its table links, of the other experiments that it names,
   * of the experiment that the document is a page of, or else of all; and those of configurations.
   */
  List<RecordedValues> of(Path document, Passage passage) {
    String text = String.join("|", passage.heads()) + passage.text();
    Set<Path> sources = new LinkedHashSet<>(TABLE.matcher(text).results()
        .map(match -> EXPERIMENTS.resolve(match.group(1))).filter(Files::exists).toList());
    Path page = document.equals(PERFORMANCE) ? EXPERIMENTS.resolve("performance") : document.getParent();
    Stream<Path> own = Stream.ofNullable(page).filter(folder -> EXPERIMENTS.equals(folder.getParent()));
    Stream.concat(named(text).stream().map(EXPERIMENTS::resolve), own)
        .filter(folder -> sources.stream().noneMatch(source -> source.startsWith(folder))).toList()
        .forEach(sources::add);
    Stream<Path> recorded = sources.isEmpty() ? experiments.stream().map(EXPERIMENTS::resolve) : sources.stream();
    return Stream.concat(recorded, configurations(document, text)).map(this::of).toList();
  }

  /** Returns the configurations that a text names, and the document if it is one. */
  private static Stream<Path> configurations(Path document, String text) {
    Stream<Path> named = CONFIGURATION.matcher(text).results().map(match -> CONF.resolve(match.group(1)));
    return Stream.concat(named, Stream.of(document)).filter(file -> file.startsWith(CONF))
        .filter(file -> file.toString().endsWith(".conf") && Files.exists(file));
  }
}
