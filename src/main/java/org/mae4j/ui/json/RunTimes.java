package org.mae4j.ui.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mae4j.record.provenance.ProvenanceFile;
import org.mae4j.record.provenance.RecordedCommand;
import org.mae4j.ui.catalog.CatalogSnapshot.RunEntry;
import org.mae4j.ui.catalog.FileCache;
import org.mae4j.ui.catalog.NoFollowFiles;

/** The start and the duration of runs according to their provenance, which is read again whenever it has changed. */
public final class RunTimes {
  private final FileCache<Optional<Times>> cached = new FileCache<>();

  /**
   * The times of a run.
   *
   * @param start start of the first command
   * @param ended duration of the commands that have ended
   * @param running start of the last command if that has not ended
   */
  record Times(Instant start, Duration ended, Optional<Instant> running) {
    /**
     * Returns the duration of all commands.
     *
     * @param end end of the last command, if that recorded none
     */
    Duration total(Instant end) {
      return ended.plus(running.map(since -> Duration.between(since, end)).filter(time -> !time.isNegative())
          .orElse(Duration.ZERO));
    }
  }

  /** Returns the times of a run; empty if it has no readable provenance. */
  Optional<Times> of(RunEntry run) {
    Path file = run.directory().provenance();
    try {
      return NoFollowFiles.isFile(file) ? cached.get(run.id(), List.of(file), () -> read(file, made(run)))
          : Optional.empty();
    } catch (IOException | DateTimeException e) {
      return Optional.empty(); // the overview of the run shows the message
    }
  }

  /** Returns when the directory of a trial was made, which is after the start of the command of its sweep. */
  private static Instant made(RunEntry run) throws IOException {
    return run.trial().isEmpty() ? Instant.MIN : Files.getLastModifiedTime(run.directory().config()).toInstant();
  }

  /** @param made time before which the run did not exist */
  private static Optional<Times> read(Path file, Instant made) throws IOException {
    List<RecordedCommand> commands = ProvenanceFile.read(file);
    if (commands.isEmpty() || commands.stream().anyMatch(command -> command.started().isEmpty())) {
      return Optional.empty();
    }
    Duration ended = Duration.ZERO;
    Optional<Instant> running = Optional.empty();
    Instant first = Instant.MAX;
    for (RecordedCommand command : commands) {
      Instant recorded = command.started().orElseThrow();
      Instant end = command.ended().orElse(Instant.MAX);
      Instant start = made.isAfter(recorded) && made.isBefore(end) ? made : recorded;
      first = first.isBefore(start) ? first : start;
      running = command.ended().isPresent() ? Optional.empty() : Optional.of(start);
      ended = command.ended().isPresent() ? ended.plus(Duration.between(start, end)) : ended;
    }
    return Optional.of(new Times(first, ended, running));
  }

  /** Drops the times of all runs except {@code ids}. */
  public void retain(Set<String> ids) {
    cached.retain(ids);
  }
}
