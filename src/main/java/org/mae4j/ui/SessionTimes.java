package org.mae4j.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.stats.StatsListener;

/**
 * The start and the last report of a session of Deeplearning4j's pages.
 *
 * @param start time in milliseconds since 1970
 * @param end time in milliseconds since 1970
 */
record SessionTimes(String id, long start, long end) {

  /** Returns the sessions as JSON, the one that changed last first. */
  static JsonNode json(StatsStorage storage) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    storage.listSessionIDs().stream().flatMap(id -> of(id, storage))
        .sorted(Comparator.comparingLong(SessionTimes::end).reversed()).forEach(times -> json.addObject()
            .put("id", times.id()).put("start", times.start()).put("end", times.end()));
    return json;
  }

  private static Stream<SessionTimes> of(String id, StatsStorage storage) {
    List<Persistable> reports = storage.listWorkerIDsForSession(id).stream().flatMap(worker -> Stream.of(
        storage.getStaticInfo(id, StatsListener.TYPE_ID, worker),
        storage.getLatestUpdate(id, StatsListener.TYPE_ID, worker))).filter(report -> report != null).toList();
    return reports.isEmpty() ? Stream.of() : Stream.of(new SessionTimes(id,
        reports.stream().mapToLong(Persistable::getTimeStamp).min().getAsLong(),
        reports.stream().mapToLong(Persistable::getTimeStamp).max().getAsLong()));
  }
}
