package org.mae4j.checkpoint.onnx;

/** An operation of a graph for which this package has no ONNX operators. */
final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** @param operation kind of the operation */
  UntranslatableException(String operation) {
    super(operation);
  }
}
