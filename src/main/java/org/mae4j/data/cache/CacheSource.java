package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.base.file.IoMessage;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataException;

/**
 * What a cache file is made from. The file is replaced if one of {@code files} changes its path, size or time of
 * modification.
 *
 * @param name name of the images in the name of the cache file and in messages, such as {@code train}: letters
 * @param root directory or file that the images come from
 * @param files all files that are decoded, in order
 * @param items number of images to decode: one per file, or more
 * @param shape shape of the decoded images
 * @param settings all settings that change the decoded values, and the version of the decoder, as text
 */
public record CacheSource(String name, Path root, List<Path> files, int items, ImageShape shape, String settings) {
  private static final int NAME_DIGITS = 16;

  /** Returns the name of the cache file without ending; sources that can be used by turns have different names. */
  String fileName() {
    String key = String.join("\n", root.toAbsolutePath().normalize().toString(), name, shape.toString(), settings);
    String folder = root.toAbsolutePath().normalize().getFileName() + "";
    return folder.replaceAll("[^A-Za-z0-9.-]", "_") + "-" + name + "-"
        + DigestUtils.sha256Hex(key).substring(0, NAME_DIGITS);
  }

  /**
   * Returns a digest of the settings and of the state of all files, which are not read.
   *
   * @throws DataException if a file does not exist
   */
  String stamp() {
    MessageDigest sha = DigestUtils.getSha256Digest();
    sha.update((fileName() + "\n" + items + "\n").getBytes(StandardCharsets.UTF_8));
    files.parallelStream().map(CacheSource::state).forEachOrdered(sha::update);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static byte[] state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return (file.toAbsolutePath().normalize() + "\n" + now.size() + "\n"
          + now.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DataException(IoMessage.of(e), e);
    }
  }

  /** Returns the file of an item; empty if files have several items. */
  Optional<Path> file(int item) {
    return files.size() == items ? Optional.of(files.get(item)) : Optional.empty();
  }

  /** Returns the number of bytes of all images. */
  long bytes() {
    return (long) items * shape.size();
  }
}
