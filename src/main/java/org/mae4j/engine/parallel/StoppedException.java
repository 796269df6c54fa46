package org.mae4j.engine.parallel;

/** An exception for work that stopped before its end, as requested. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
