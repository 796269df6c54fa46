package org.mae4j.ui.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mae4j.base.file.FileState;

/**
 * Values by the ids of runs or sweeps, which are read again when one of their files has changed. Safe for use by several
 * threads.
 */
public final class FileCache<T> {
  private final Map<String, CachedValue<T>> cached = new HashMap<>();

  private record CachedValue<T>(List<Optional<FileState>> files, T value) {}

  /** Reads a value. */
  @FunctionalInterface
  public interface CachedReading<T> {
    T read() throws IOException;
  }

  /**
   * Returns the value of an id.
   *
   * @param files files that the value depends on; they may be absent
   * @param reader reads the value if a file has changed; if it fails, nothing is remembered
   */
  public synchronized T get(String id, List<Path> files, CachedReading<T> reader) throws IOException {
    List<Optional<FileState>> states = new ArrayList<>();
    for (Path file : files) {
      states.add(FileState.of(file));
    }
    CachedValue<T> known = cached.get(id);
    if (known == null || !known.files().equals(states)) {
      known = new CachedValue<>(states, reader.read());
      cached.put(id, known);
    }
    return known.value();
  }

  /** Drops the values of all ids except {@code ids}. */
  public synchronized void retain(Collection<String> ids) {
    cached.keySet().retainAll(ids);
  }
}
