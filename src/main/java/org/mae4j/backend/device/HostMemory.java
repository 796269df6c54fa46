package org.mae4j.backend.device;

import org.bytedeco.javacpp.Pointer;

/** A block of the memory of the host from which a {@link Device} copies without an intermediate copy. */
public interface HostMemory extends AutoCloseable {
  /** Returns the first byte. */
  Pointer pointer();

  /** Frees the block, after all earlier calls have been computed. */
  @Override
  void close();
}
