package org.mae4j.ui.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.base.UserException;
import org.mae4j.experiment.RunStatus;
import org.mae4j.experiment.directory.RunDirectory;
import org.mae4j.sweep.directory.SweepDirectory;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.CatalogSnapshot.SweepEntry;
import org.mae4j.ui.catalog.CatalogSnapshot.TrialKey;

/** One scan of the disk for runs and sweeps. It does not follow symbolic links below the roots. */
final class CatalogScan {
  /** Name of the run directory of a trial, with the number of the repetition if the trial is repeated. */
  private static final Pattern TRIAL = Pattern.compile("(\\d{1,9})(-\\d+)?");
  private static final int DIGEST_LENGTH = 8;

  private final SortedMap<String, RunEntry> runs = new TreeMap<>();
  private final SortedMap<String, SweepEntry> sweeps = new TreeMap<>();
  private final SweepStates states;
  private final BiConsumer<Path, Exception> onFailure;

  /** Determines the state of a sweep. */
  interface SweepStates {
    RunStatus.State of(Path sweep) throws IOException;
  }

  /** @param onFailure is called with each directory that cannot be read */
  CatalogScan(SweepStates states, BiConsumer<Path, Exception> onFailure) {
    this.states = states;
    this.onFailure = onFailure;
  }

  CatalogSnapshot scan(List<Path> roots) {
    for (Path root : roots) {
      try {
        if (Files.isDirectory(root)) {
          addRoot(root.toRealPath());
        }
      } catch (IOException e) {
        onFailure.accept(root, e);
      }
    }
    return new CatalogSnapshot(runs, sweeps);
  }

  private void addRoot(Path root) throws IOException {
    if (!add(root)) {
      NoFollowFiles.directories(root).forEach(this::add);
    }
  }

  /** Adds a run or a sweep. Returns whether the directory is one. */
  private boolean add(Path directory) {
    if (NoFollowFiles.isFile(new SweepDirectory(directory).journal())) {
      addSweep(directory);
      return true;
    }
    return addRun(directory, name(directory), Optional.empty());
  }

  private void addSweep(Path directory) {
    String id = id(directory);
    try {
      sweeps.put(id, new SweepEntry(id, name(directory), directory, states.of(directory)));
      for (Path trial : NoFollowFiles.directories(new SweepDirectory(directory).trials())) {
        Matcher number = TRIAL.matcher(name(trial));
        if (number.matches()) {
          addRun(trial, name(directory) + "/" + name(trial),
              Optional.of(new TrialKey(id, Integer.parseInt(number.group(1)))));
        }
      }
    } catch (IOException | UserException e) {
      onFailure.accept(directory, e);
    }
  }

  private boolean addRun(Path path, String name, Optional<TrialKey> trial) {
    RunDirectory directory = new RunDirectory(path);
    if (!isRun(directory)) {
      return false;
    }
    String id = id(path);
    try {
      runs.put(id, new RunEntry(id, name, directory, RunStatus.of(directory), trial, updated(directory)));
    } catch (IOException | UserException e) {
      onFailure.accept(path, e);
    }
    return true;
  }

  /** Returns whether the directory has a configuration and none of the files that the UI reads is a link. */
  private static boolean isRun(RunDirectory directory) {
    return NoFollowFiles.isFile(directory.config())
        && files(directory).allMatch(file -> NoFollowFiles.isAbsent(file) || NoFollowFiles.isFile(file));
  }

  private static Stream<Path> files(RunDirectory directory) {
    return Stream.of(directory.resumePlan(), directory.results(), directory.metrics(), directory.system(),
        directory.layers(), directory.probeReports(), directory.provenance());
  }

  private static long updated(RunDirectory directory) throws IOException {
    long latest = Files.getLastModifiedTime(directory.config()).toMillis();
    for (Path file : files(directory).filter(NoFollowFiles::isFile).toList()) {
      latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
    }
    return latest;
  }

  /** Returns a readable id: the name of the directory without special characters, and a digest of its path. */
  private static String id(Path directory) {
    String digest = DigestUtils.sha256Hex(directory.toString().getBytes(StandardCharsets.UTF_8));
    return name(directory).replaceAll("[^A-Za-z0-9_-]", "-") + "-" + digest.substring(0, DIGEST_LENGTH);
  }

  private static String name(Path directory) {
    return directory.getFileName() == null ? "root" : directory.getFileName().toString();
  }
}
