package org.mae4j.base;

/** Failures of other threads and of closing, as exceptions that any method may throw. */
public final class UncheckedFailure {
  private UncheckedFailure() {}

  /**
   * Throws a failure if it is an error, and returns it otherwise.
   *
   * @param message of the exception that a checked exception is wrapped in
   */
  public static RuntimeException of(Throwable failure, String message) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(message, failure);
  }
}
