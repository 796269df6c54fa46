package org.mae4j.backend.device;

import org.bytedeco.javacpp.Pointer;

/**
 * Memory of a {@link Device} into which the host copies while the device computes. Its methods are called in turn: {@link
 * #upload}, {@link #acquire}, calls of the device that read the memory, {@link #release}.
 */
public interface UploadBuffer extends AutoCloseable {
  /** Returns the address of the first byte. */
  long address();

  /**
   * Starts to copy all bytes. The copy waits for the calls before the last {@link #release} only.
   *
   * @param host memory of {@link Device#allocateOnHost}, which must not change until a wait for the device that follows
   *     the next {@link #acquire} returns
   */
  void upload(Pointer host);

  /** Makes later calls of the device wait for the copy. */
  void acquire();

  /** Lets the next copy begin when the earlier calls of the device have been computed. */
  void release();

  /** Frees the memory, after all earlier calls have been computed and the last copy is made. */
  @Override
  void close();
}
