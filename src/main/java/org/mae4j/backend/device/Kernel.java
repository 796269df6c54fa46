package org.mae4j.backend.device;

/** A compiled function of a {@link Device}. */
public interface Kernel {
  /** Returns the name of the function in its source. */
  String name();
}
