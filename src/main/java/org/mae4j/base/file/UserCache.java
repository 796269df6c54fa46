package org.mae4j.base.file;

import java.nio.file.Path;
import java.util.Map;

/** The directory for files that can be made again, by the XDG Base Directory Specification. */
public final class UserCache {
  private UserCache() {}

  /** @param environment environment variables */
  public static Path directory(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() || !Path.of(xdg).isAbsolute() ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
    return caches.resolve("mae4j");
  }
}
