package org.mae4j.sweep.cluster;

/**
 * An exception for a cluster that cannot run any trial. The sweep stops and can be resumed. The message is one line with
 * the reason.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }
}
