package org.mae4j.sweep.spark;

/** An executor reads other data than the driver. */
final class WorkerDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerDataException(String message) {
    super(message);
  }
}
