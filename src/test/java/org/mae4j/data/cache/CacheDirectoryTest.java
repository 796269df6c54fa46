package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataConfigs;

class CacheDirectoryTest {
  @TempDir
  private Path dir;

  @Test
  void directoryFollowsTheXdgSpecification() {
    assertEquals(dir.resolve("cache"),
        CacheDirectory.of(config(dir.resolve("cache").toString()), Map.of("XDG_CACHE_HOME", "/elsewhere")));
    DataConfig unset = config("");
    assertEquals(Path.of("/elsewhere/mae4j"), CacheDirectory.of(unset, Map.of("XDG_CACHE_HOME", "/elsewhere")));
    Path home = Path.of(System.getProperty("user.home"), ".cache", "mae4j");
    assertEquals(home, CacheDirectory.of(unset, Map.of()));
    assertEquals(home, CacheDirectory.of(unset, Map.of("XDG_CACHE_HOME", "relative")));
  }

  /** Fails where tests would fill the cache of the user: when they do not get the environment that pom.xml sets. */
  @Test
  void testsKeepNothingInTheHomeDirectory() {
    Path directory = CacheDirectory.of(config(""), System.getenv());
    assertFalse(directory.startsWith(Path.of(System.getProperty("user.home"), ".cache")),
        directory + ": set XDG_CACHE_HOME to a directory of the build, as pom.xml does");
  }

  private static DataConfig config(String cacheDir) {
    return DataConfigs.cached(new ImageShape(2, 2, 3), cacheDir);
  }
}
