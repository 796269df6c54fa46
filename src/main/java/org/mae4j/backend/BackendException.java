package org.mae4j.backend;

/** ND4J cannot compute on this machine; the message is one line that says why and what to do. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackendException(String message) {
    super(message);
  }

  BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
