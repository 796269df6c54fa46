package org.mae4j.base;

/** A mistake of the user. The message is one line: where it is, what is wrong, and what to do. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
