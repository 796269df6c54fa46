package org.mae4j.data.cache;

import java.nio.file.Path;
import java.util.Map;
import org.mae4j.base.file.UserCache;
import org.mae4j.config.DataConfig;

/** The directory of the cache files. */
final class CacheDirectory {
  private CacheDirectory() {}

  /**
   * Returns the directory of a configuration, or by default that of the user's caches.
   *
   * @param environment environment variables
   */
  static Path of(DataConfig config, Map<String, String> environment) {
    return config.cacheDir().isBlank() ? UserCache.directory(environment) : Path.of(config.cacheDir());
  }
}
