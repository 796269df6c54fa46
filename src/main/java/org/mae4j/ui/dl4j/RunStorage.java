package org.mae4j.ui.dl4j;

import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener.EventType;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/**
 * Keeps sessions for Deeplearning4j's pages. All reports of a session are put in place of the former ones at once, so
 * that a page which reads them meanwhile has all of the former or all of the new.
 */
final class RunStorage extends InMemoryStatsStorage {
  RunStorage() {
    listeners = new CopyOnWriteArrayList<>(); // servers come and go on their own threads
  }

  /**
   * Puts a session, or one of its workers, in the place of what it was.
   *
   * <p>By one thread at a time, and not under this object's lock: listeners take their own, and ask this meanwhile.
   *
   * @param model whose ids are those of the session
   * @param reports by their time
   */
  void publish(Persistable model, NavigableMap<Long, Persistable> reports) {
    String session = model.getSessionID();
    SessionTypeWorkerId id = new SessionTypeWorkerId(session, StatsListener.TYPE_ID, model.getWorkerID());
    updates.put(id, reports);
    if (!model.equals(staticInfo.get(id))) {
      putStaticInfo(model);
    }
    if (!reports.isEmpty()) {
      notifyListeners(List.of(new StatsStorageEvent(this, EventType.PostUpdate, session, StatsListener.TYPE_ID,
          model.getWorkerID(), reports.lastKey())));
    }
  }

  /** Forgets all reports of a session; the pages know it as one without data. */
  void forget(String session) {
    updates.keySet().removeIf(id -> id.getSessionID().equals(session));
    staticInfo.keySet().removeIf(id -> id.getSessionID().equals(session));
    sessionIDs.remove(session);
  }
}
