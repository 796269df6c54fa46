package org.mae4j.base.file;

import java.io.IOException;

/** An exception for a file whose content this program would not have written. The message is one line: where and what. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedFileException(String message) {
    super(message);
  }

  public DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
