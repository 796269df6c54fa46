package org.mae4j.backend;

/** An exception for a machine on which ND4J cannot compute. The message is one line that says why and what to do. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendException(String message) {
    super(message);
  }

  BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
