package org.mae4j.engine;

/** Lets threads pass one after another, in the order of their numbers. */
final class Turns {
  /** Another thread failed, so that this one's turn will never come. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int turn;
  private boolean abandoned;

  /**
   * Waits for the turn of {@code number}.
   *
   * @throws AbandonedException if a thread before it has failed
   */
  synchronized void await(int number) {
    while (turn != number) {
      if (abandoned) {
        throw new AbandonedException();
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while training", e);
      }
    }
  }

  /** Ends the current turn. */
  synchronized void pass() {
    turn++;
    notifyAll();
  }

  /** Releases all that wait: the current turn will not end. */
  synchronized void abandon() {
    abandoned = true;
    notifyAll();
  }
}
