package org.mae4j.sweep.spark;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a run, as an executor sends it back.
 *
 * @param objective of a completed run, otherwise NaN
 * @param reason one line; empty for a completed run
 * @param files of the run directory by relative path; empty if the driver sees that directory itself
 */
record RemoteEnd(EndKind kind, double objective, String reason, TreeMap<String, byte[]> files) implements Serializable {

  enum EndKind {
    DONE,
    /** The run itself failed. */
    FAILED,
    /** The machine cannot do the run. */
    UNFIT
  }

  static RemoteEnd done(double objective) {
    return new RemoteEnd(EndKind.DONE, objective, "", new TreeMap<>());
  }

  static RemoteEnd failed(String reason) {
    return new RemoteEnd(EndKind.FAILED, Double.NaN, reason, new TreeMap<>());
  }

  static RemoteEnd unfit(String reason) {
    return new RemoteEnd(EndKind.UNFIT, Double.NaN, reason, new TreeMap<>());
  }

  RemoteEnd with(Map<String, byte[]> files) {
    return new RemoteEnd(kind, objective, reason, new TreeMap<>(files));
  }
}
