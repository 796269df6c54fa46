package org.mae4j.sweep.spark;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What an executor sends back of a run.
 *
 * @param objective of a run that is done
 * @param reason one line, why it is not
 * @param files what the run left, by name below its directory; none where the driver sees that directory itself
 */
record RemoteEnd(Kind kind, double objective, String reason, TreeMap<String, byte[]> files) implements Serializable {

  enum Kind {
    DONE,
    /** By a fault of its own. */
    FAILED,
    /** The machine cannot do it. */
    UNFIT
  }

  static RemoteEnd done(double objective) {
    return new RemoteEnd(Kind.DONE, objective, "", new TreeMap<>());
  }

  static RemoteEnd failed(String reason) {
    return new RemoteEnd(Kind.FAILED, Double.NaN, reason, new TreeMap<>());
  }

  static RemoteEnd unfit(String reason) {
    return new RemoteEnd(Kind.UNFIT, Double.NaN, reason, new TreeMap<>());
  }

  RemoteEnd with(TreeMap<String, byte[]> left) {
    return new RemoteEnd(kind, objective, reason, left);
  }
}
