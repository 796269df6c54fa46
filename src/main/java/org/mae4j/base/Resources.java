package org.mae4j.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What an object owns, closed in the reverse order in which it was added. Each is closed once, even if this is closed again,
 * and all are closed even if closing one of them fails.
 *
 * <p>A constructor that makes several adds them in a try-with-resources statement whose last line is {@link #keep}: if it
 * fails before, what it made is closed.
 */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Adds something to close and returns it. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Returns what has been added; this closes nothing of it any more. */
  public Resources keep() {
    Resources kept = new Resources();
    kept.open.addAll(open);
    open.clear();
    return kept;
  }

  /** Throws the first failure, with the others as suppressed ones. */
  @Override
  public void close() {
    Optional<Throwable> failure = Optional.empty();
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception | Error e) {
        failure.ifPresent(first -> first.addSuppressed(e));
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (failure.isPresent()) {
      throw UncheckedFailure.of(failure.get(), "cannot close what is no longer needed");
    }
  }
}
