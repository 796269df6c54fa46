package org.mae4j.backend.device;

/** Recorded work of a {@link Device}: a CUDA graph. */
public interface Recording extends AutoCloseable {
  /** Computes the recorded work again, in the order of the other calls. */
  void replay();

  @Override
  void close();
}
