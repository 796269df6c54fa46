package org.mae4j.engine;

/** Work was given up half-way because somebody asked for that. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
