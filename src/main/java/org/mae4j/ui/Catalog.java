package org.mae4j.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.base.FileState;
import org.mae4j.base.UserException;
import org.mae4j.experiment.RunStatus.State;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.experiment.directory.RunLock;
import org.mae4j.sweep.ranking.SweepOverview;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds runs and sweeps. A request names what was found here by an id, and never by a path. */
final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
  /** Name of a candidate's run directory; a second number where the candidate is repeated. */
  private static final Pattern CANDIDATE = Pattern.compile("(\\d{1,9})(-\\d+)?");
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int DIGEST_SHOWN = 8;

  private final List<Path> roots;
  private final Set<String> warned = new HashSet<>();
  private final Map<Path, Journal> journals = new HashMap<>();
  private Optional<CatalogSnapshot> found = Optional.empty();
  private long looked;

  /** What a sweep's journal said when it was last read. */
  private record Journal(Optional<FileState> file, boolean isComplete) {}

  /** @param roots run directories, directories of sweeps, or directories that hold such; absent ones may come to be */
  Catalog(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /** Where is looked. */
  List<Path> roots() {
    return roots;
  }

  /** What there is, as of at most a second ago. What cannot be read is left out, with a warning the first time. */
  synchronized CatalogSnapshot current() {
    long now = System.nanoTime();
    if (found.isEmpty() || now - looked > FRESH.toNanos()) {
      found = Optional.of(look());
      looked = now;
    }
    return found.get();
  }

  /** The directories of all runs by id, those first that wrote something last. */
  Map<String, Path> directories() {
    return current().runs().values().stream().sorted(Comparator.comparingLong(CatalogSnapshot.Run::updated).reversed())
        .collect(Collectors.toMap(CatalogSnapshot.Run::id, run -> run.directory().path(), (a, b) -> a, LinkedHashMap::new));
  }

  private CatalogSnapshot look() {
    SortedMap<String, CatalogSnapshot.Run> runs = new TreeMap<>();
    SortedMap<String, CatalogSnapshot.Sweep> sweeps = new TreeMap<>();
    for (Path root : roots) {
      try {
        if (Files.isDirectory(root)) {
          Path real = root.toRealPath();
          if (!add(real, runs, sweeps)) {
            for (Path child : NoFollowFiles.directories(real)) {
              add(child, runs, sweeps);
            }
          }
        }
      } catch (IOException e) {
        warn(root, e);
      }
    }
    journals.keySet().retainAll(sweeps.values().stream().map(CatalogSnapshot.Sweep::directory).toList());
    return new CatalogSnapshot(runs, sweeps);
  }

  private boolean add(Path directory, SortedMap<String, CatalogSnapshot.Run> runs, SortedMap<String, CatalogSnapshot.Sweep> sweeps) {
    if (NoFollowFiles.isFile(SweepOverview.journal(directory))) {
      addSweep(directory, runs, sweeps);
      return true;
    }
    return addRun(directory, name(directory), Optional.empty(), runs);
  }

  private void addSweep(Path directory, SortedMap<String, CatalogSnapshot.Run> runs, SortedMap<String, CatalogSnapshot.Sweep> sweeps) {
    String id = id(directory);
    try {
      sweeps.put(id, new CatalogSnapshot.Sweep(id, name(directory), directory, state(directory)));
      for (Path candidate : NoFollowFiles.directories(SweepOverview.candidates(directory))) {
        Matcher number = CANDIDATE.matcher(name(candidate));
        if (number.matches()) {
          addRun(candidate, name(directory) + "/" + name(candidate),
              Optional.of(new CatalogSnapshot.Place(id, Integer.parseInt(number.group(1)))), runs);
        }
      }
    } catch (IOException | UserException e) {
      warn(directory, e);
    }
  }

  private State state(Path sweep) throws IOException {
    if (RunLock.isHeld(new RunDirectory(sweep))) {
      return State.RUNNING;
    }
    return isComplete(sweep) ? State.COMPLETE : State.INTERRUPTED;
  }

  private boolean isComplete(Path sweep) throws IOException {
    Optional<FileState> now = FileState.of(SweepOverview.journal(sweep));
    Journal known = journals.get(sweep);
    if (known == null || !known.file().equals(now)) {
      known = new Journal(now, SweepOverview.read(sweep).filter(status -> !status.isUnfinished()).isPresent());
      journals.put(sweep, known);
    }
    return known.isComplete();
  }

  private boolean addRun(Path path, String name, Optional<CatalogSnapshot.Place> place, SortedMap<String, CatalogSnapshot.Run> runs) {
    RunDirectory directory = new RunDirectory(path);
    if (!isRun(directory)) {
      return false;
    }
    String id = id(path);
    try {
      runs.put(id, new CatalogSnapshot.Run(id, name, directory, RunStatus.of(directory), place, updated(directory)));
    } catch (IOException | UserException e) {
      warn(path, e);
    }
    return true;
  }

  /** Whether there is a configuration, and all else that is read here is absent or no link. */
  private static boolean isRun(RunDirectory directory) {
    return NoFollowFiles.isFile(directory.config())
        && read(directory).allMatch(file -> NoFollowFiles.isAbsent(file) || NoFollowFiles.isFile(file));
  }

  private static Stream<Path> read(RunDirectory directory) {
    return Stream.of(directory.resumePlan(), directory.results(), directory.metrics(), directory.system(),
        directory.layers(), directory.probeReports(), directory.provenance());
  }

  private static long updated(RunDirectory directory) throws IOException {
    long latest = Files.getLastModifiedTime(directory.config()).toMillis();
    for (Path file : read(directory).filter(NoFollowFiles::isFile).toList()) {
      latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
    }
    return latest;
  }

  /** A name for addresses: what can be kept of the directory's name, and what tells it from others of that name. */
  private static String id(Path directory) {
    String digest = DigestUtils.sha256Hex(directory.toString().getBytes(StandardCharsets.UTF_8));
    return name(directory).replaceAll("[^A-Za-z0-9_-]", "-") + "-" + digest.substring(0, DIGEST_SHOWN);
  }

  private static String name(Path directory) {
    return directory.getFileName() == null ? "root" : directory.getFileName().toString();
  }

  private void warn(Path path, Exception e) {
    if (warned.add(path + ": " + e.getMessage())) {
      LOG.warn("not shown: {}: {}", path, e.getMessage());
    }
  }
}
