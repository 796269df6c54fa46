package org.mae4j.engine;

/** Work stopped before its end, as requested. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
