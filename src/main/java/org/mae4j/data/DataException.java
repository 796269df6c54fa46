package org.mae4j.data;

import org.mae4j.base.UserException;

/** Missing or wrong data. The message is one line that names the file, what was expected and what was found. */
public class DataException extends UserException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
