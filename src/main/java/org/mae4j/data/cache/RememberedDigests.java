package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.mae4j.base.file.DurableFile;
import org.mae4j.base.file.IoMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests of selections of images, in a file beside their cache: a line for each, with the digest of the selection and
 * that of the images.
 *
 * @param cache cache file of the images
 */
record RememberedDigests(Path cache) {
  private static final Logger LOG = LoggerFactory.getLogger(RememberedDigests.class);

  /** Returns the value of a key, which is computed and written to the file if it is not there. */
  String get(String key, Supplier<String> value) {
    try {
      Optional<String> known = read().lines().filter(line -> line.startsWith(key + " ")).findFirst();
      return known.isPresent() ? known.get().substring(key.length() + 1) : add(key, value.get());
    } catch (IOException e) {
      LOG.debug("digests are not remembered: {}", IoMessage.of(e));
      return value.get();
    }
  }

  private String add(String key, String value) {
    try (CacheLock lock = CacheLock.await(cache)) {
      DurableFile.write(file(), read() + key + " " + value + "\n");
    } catch (IOException e) {
      // A cache of another user can be read and not written. The digest is computed again next time.
      LOG.debug("digests are not remembered: {}", IoMessage.of(e));
    }
    return value;
  }

  private String read() throws IOException {
    return Files.exists(file()) ? Files.readString(file()) : "";
  }

  /** Forgets all digests, because the images are replaced. */
  void clear() throws IOException {
    Files.deleteIfExists(file());
  }

  private Path file() {
    return cache.resolveSibling(cache.getFileName() + ".digests");
  }
}
