package org.mae4j.config.hocon;

/** The user's configuration cannot be used. The message has one line per problem: {@code FILE:LINE: key: message}. */
public final class ConfigFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigFileException(String message) {
    super(message);
  }
}
