package org.mae4j.base;

/** A failure that was caught as any throwable, such as that of another thread, in a form that can be thrown anywhere. */
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
