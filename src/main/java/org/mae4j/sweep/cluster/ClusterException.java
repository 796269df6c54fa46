package org.mae4j.sweep.cluster;

import org.mae4j.sweep.generator.TrialGenerator;

/**
 * TrialGenerator cannot be evaluated, through no fault of theirs, so the sweep ends, to be gone on with; the message is one
 * line that says why.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }
}
