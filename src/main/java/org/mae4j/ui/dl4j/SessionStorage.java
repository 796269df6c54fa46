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
 * The sessions that Deeplearning4j's pages show. {@link #publish} replaces all reports of a session at once, so that a
 * page never reads a mixture of old and new reports.
 */
final class SessionStorage extends InMemoryStatsStorage {
  SessionStorage() {
    listeners = new CopyOnWriteArrayList<>(); // servers register on threads of their own
  }

  /**
   * Replaces the reports of a session, or of one of its workers.
   *
   * <p>Only one thread may call this method, and it does not hold the lock of this object: the listeners take locks of
   * their own and read this storage.
   *
   * @param model description of the model, with the ids of the session
   * @param reports reports by their time stamp
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

  /** Removes a session; the pages show it as a session without data. */
  void remove(String session) {
    updates.keySet().removeIf(id -> id.getSessionID().equals(session));
    staticInfo.keySet().removeIf(id -> id.getSessionID().equals(session));
    sessionIDs.remove(session);
  }
}
