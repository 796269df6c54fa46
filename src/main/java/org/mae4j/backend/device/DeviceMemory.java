package org.mae4j.backend.device;

/** A block of the memory of a {@link Device}. */
public interface DeviceMemory extends AutoCloseable {
  /** Returns the address of the first byte. */
  long address();

  /** Returns the size. */
  long bytes();

  /** Frees the block, after all earlier calls have been computed. */
  @Override
  void close();
}
