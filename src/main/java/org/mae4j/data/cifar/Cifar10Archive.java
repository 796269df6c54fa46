package org.mae4j.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.mae4j.data.DataException;
import org.mae4j.data.download.ResumableDownload;
import org.mae4j.data.download.TarGz;

/** Fetches the official archive of the CIFAR-10 binary version. */
public final class Cifar10Archive {
  /** As published on <a href="https://www.cs.toronto.edu/~kriz/cifar.html">the data set's page</a>. */
  public static final URI OFFICIAL = URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz");

  /** Of the archive at {@link #OFFICIAL}, from the same page. */
  public static final String OFFICIAL_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

  private Cifar10Archive() {}

  /** Is told how far a download has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param bytes that have arrived, those of an earlier attempt included
     * @param total size of the archive in bytes, -1 where the server does not say
     */
    void at(long bytes, long total);
  }

  /**
   * Downloads the archive, checks it and unpacks it to {@code dir}, which appears at once and complete. What has
   * arrived is kept in {@code dir.tar.gz.part} until then, and a later call goes on from there. Does nothing where
   * {@code dir} already holds the files.
   *
   * @param md5 of the archive, in hexadecimal
   * @throws DataException if the archive cannot be had or is not the expected one, or {@code dir} is something else
   */
  public static void fetch(URI source, String md5, Path dir, Progress progress) {
    Path target = dir.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      requireFiles(target, "remove it or name another directory");
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + ".tar.gz.part");
    try {
      Files.createDirectories(target.getParent());
      new ResumableDownload(source, part).run(progress);
      requireMd5(source, part, md5);
      unpack(part, target);
      Files.delete(part);
    } catch (IOException e) {
      throw new DataException(target + ": cannot be written (" + e + ")", e);
    }
  }

  private static void requireFiles(Path dir, String advice) {
    List<String> missing = Cifar10Data.missing(dir);
    if (!missing.isEmpty()) {
      throw new DataException(dir + ": lacks " + String.join(", ", missing) + "; " + advice);
    }
  }

  /** A wrong archive is removed, since nothing could be made of it by going on. */
  private static void requireMd5(URI source, Path archive, String expected) throws IOException {
    String found;
    try (InputStream in = Files.newInputStream(archive)) {
      found = DigestUtils.md5Hex(in);
    }
    if (!found.equalsIgnoreCase(expected)) {
      Files.delete(archive);
      throw new DataException(source + ": expected md5 " + expected + ", found " + found
          + "; the download was removed");
    }
  }

  private static void unpack(Path archive, Path target) throws IOException {
    Path unpacked = Files.createTempDirectory(target.getParent(), target.getFileName() + ".");
    try {
      TarGz.unpack(archive, unpacked);
      requireFiles(unpacked, "the archive is not the binary version of CIFAR-10");
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TarGz.deleteTree(unpacked);
    }
  }
}
