package org.mae4j.sweep.spark;

/** The data of an executor differ from the driver's. */
final class WorkerDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WorkerDataException(String message) {
    super(message);
  }
}
