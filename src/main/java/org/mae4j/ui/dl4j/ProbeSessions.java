package org.mae4j.ui.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.SummaryType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.mae4j.base.file.FileState;
import org.mae4j.record.dl4j.ProbeReports;

/**
 * The sessions of the linear probes of a run: one per probe, with one worker per learning rate. There are few reports,
 * so the whole file is read again whenever it has changed.
 */
final class ProbeSessions {
  private final String run;
  private final Path file;
  private final SessionStorage storage;
  private Set<String> published = Set.of();
  private Optional<FileState> state = Optional.empty();

  /** The classifier of one learning rate. */
  private record Worker(SbeStatsInitializationReport model, NavigableMap<Long, Persistable> reports) {}

  /** @param run prefix of the names of the sessions */
  ProbeSessions(String run, Path file, SessionStorage storage) {
    this.run = run;
    this.file = file;
    this.storage = storage;
  }

  /** Publishes the sessions if the file has changed. @throws IOException if the file cannot be read */
  void refresh(SystemInformation information) throws IOException {
    Optional<FileState> current = FileState.of(file);
    if (current.equals(state)) {
      return;
    }
    Map<List<String>, Worker> workers = current.isEmpty() ? Map.of() : read(information);
    Set<String> sessions = workers.keySet().stream().map(id -> id.get(0)).collect(Collectors.toSet());
    published.stream().filter(session -> !sessions.contains(session)).forEach(storage::remove);
    workers.values().forEach(worker -> storage.publish(worker.model(), worker.reports()));
    published = sessions;
    state = current;
  }

  /** Removes the sessions from the storage. */
  void remove() {
    published.forEach(storage::remove);
    published = Set.of();
    state = Optional.empty();
  }

  /** Returns the workers by their session and worker id. */
  private Map<List<String>, Worker> read(SystemInformation information) throws IOException {
    Map<List<String>, Worker> workers = new LinkedHashMap<>();
    for (Persistable report : ProbeReports.read(file)) {
      String session = run + "." + report.getSessionID();
      List<String> id = List.of(session, report.getWorkerID());
      if (report instanceof SbeStatsInitializationReport model) {
        model.reportIDs(session, StatsListener.TYPE_ID, report.getWorkerID(), report.getTimeStamp());
        information.report(model, run);
        workers.putIfAbsent(id, new Worker(model, new TreeMap<>()));
      } else if (report instanceof SbeStatsReport step && workers.containsKey(id)) {
        NavigableMap<Long, Persistable> earlier = workers.get(id).reports();
        long time = earlier.isEmpty() ? step.getTimeStamp() : Math.max(step.getTimeStamp(), earlier.lastKey() + 1);
        step.reportIDs(session, StatsListener.TYPE_ID, report.getWorkerID(), time);
        step.reportMemoryUse(step.getJvmCurrentBytes(), step.getJvmMaxBytes(), step.getOffHeapCurrentBytes(),
            Math.max(information.memory(), step.getOffHeapCurrentBytes()), new long[0], new long[0]);
        keepUpdatedParameters(step);
        earlier.put(time, step);
      }
    }
    return workers;
  }

  /**
   * Removes the running statistics of the batch norm, which have no updates and would be drawn as constants. Reports of
   * very short trainings have no updates at all.
   */
  private static void keepUpdatedParameters(SbeStatsReport step) {
    if (!step.hasSummaryStats(StatsType.Updates, SummaryType.MeanMagnitudes)) {
      return;
    }
    Map<String, Double> parameters = new LinkedHashMap<>(step.getMeanMagnitudes(StatsType.Parameters));
    parameters.keySet().retainAll(step.getMeanMagnitudes(StatsType.Updates).keySet());
    step.reportMeanMagnitudes(StatsType.Parameters, parameters);
  }
}
