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
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.mae4j.base.FileState;
import org.mae4j.record.dl4j.ProbeReports;

/**
 * The linear probes of a run: a session for each, and in it a worker for each learning rate. Their reports are few, and
 * the file is read anew whenever it has changed.
 */
final class ProbeSessions {
  private final String run;
  private final Path file;
  private final RunStorage storage;
  private Set<String> published = Set.of();
  private Optional<FileState> seen = Optional.empty();

  /** The classifier of one learning rate. */
  private record Worker(SbeStatsInitializationReport model, NavigableMap<Long, Persistable> reports) {}

  /** @param run what the names of its sessions begin with */
  ProbeSessions(String run, Path file, RunStorage storage) {
    this.run = run;
    this.file = file;
    this.storage = storage;
  }

  /** @throws IOException if the file cannot be read */
  void refresh(SystemInformation information) throws IOException {
    Optional<FileState> now = FileState.of(file);
    if (now.equals(seen)) {
      return;
    }
    Map<List<String>, Worker> workers = now.isEmpty() ? Map.of() : read(information);
    Set<String> sessions = workers.keySet().stream().map(id -> id.get(0)).collect(Collectors.toSet());
    published.stream().filter(session -> !sessions.contains(session)).forEach(storage::forget);
    workers.values().forEach(worker -> storage.publish(worker.model(), worker.reports()));
    published = sessions;
    seen = now;
  }

  /** Takes the sessions out of the storage. */
  void forget() {
    published.forEach(storage::forget);
    published = Set.of();
    seen = Optional.empty();
  }

  /** By session and worker. */
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
        NavigableMap<Long, Persistable> former = workers.get(id).reports();
        long time = former.isEmpty() ? step.getTimeStamp() : Math.max(step.getTimeStamp(), former.lastKey() + 1);
        step.reportIDs(session, StatsListener.TYPE_ID, report.getWorkerID(), time);
        step.reportMemoryUse(step.getJvmCurrentBytes(), step.getJvmMaxBytes(), step.getOffHeapCurrentBytes(),
            Math.max(information.memory(), step.getOffHeapCurrentBytes()), new long[0], new long[0]);
        withoutWhatHasNoUpdate(step);
        former.put(time, step);
      }
    }
    return workers;
  }

  /** What is no parameter but followed beside them would be drawn as one that stands still. */
  private static void withoutWhatHasNoUpdate(SbeStatsReport step) {
    Map<String, Double> parameters = new LinkedHashMap<>(step.getMeanMagnitudes(StatsType.Parameters));
    parameters.keySet().retainAll(step.getMeanMagnitudes(StatsType.Updates).keySet());
    step.reportMeanMagnitudes(StatsType.Parameters, parameters);
  }
}
