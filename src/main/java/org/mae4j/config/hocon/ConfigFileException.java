package org.mae4j.config.hocon;

import org.mae4j.base.UserException;

/**
 * An exception for an invalid configuration. The message has one line per problem: {@code FILE:LINE: key: message}.
 */
public final class ConfigFileException extends UserException {
  private static final long serialVersionUID = 1L;

  ConfigFileException(String message) {
    super(message);
  }
}
