package org.mae4j.base;

/** What the user asked for cannot be done as asked; the message is one line that tells what to change. */
public class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
