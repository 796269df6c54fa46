package org.mae4j.data.cache;

import java.nio.file.Path;
import java.util.Map;
import org.mae4j.config.DataConfig;

/** The directory of the cache files. */
final class CacheDirectory {
  private CacheDirectory() {}

  /**
   * Returns the directory of a configuration, or by default that of the XDG Base Directory Specification.
   *
   * @param environment environment variables
   */
  static Path of(DataConfig config, Map<String, String> environment) {
    if (!config.cacheDir().isBlank()) {
      return Path.of(config.cacheDir());
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() || !Path.of(xdg).isAbsolute() ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
    return caches.resolve("mae4j");
  }
}
