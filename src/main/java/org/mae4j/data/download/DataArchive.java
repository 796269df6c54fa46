package org.mae4j.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.mae4j.base.IoMessage;
import org.mae4j.data.DataException;

/**
 * A published {@code .tar.gz} archive of one directory of plain files.
 *
 * @param address where the archive is downloaded from
 * @param md5 MD5 of the archive, in hexadecimal
 * @param files names of the files that the archive must have
 */
public record DataArchive(URI address, String md5, List<String> files) {
  /**
   * Downloads the archive, checks it and unpacks it to {@code dir}, which appears at once and complete. Until then the
   * bytes that have arrived are in {@code dir.tar.gz.part}, where a later call resumes. Does nothing if {@code dir} has
   * all files.
   *
   * @throws DataException if the archive cannot be downloaded, its MD5 differs, or {@code dir} exists without the files
   */
  public void fetch(Path dir, DownloadListener listener) {
    Path target = dir.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      requireFiles(target, target + ": exists, but lacks %s; remove it or name another directory with --dir");
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + ".tar.gz.part");
    try {
      Files.createDirectories(target.getParent());
      new ResumableDownload(address, part).run(listener);
      requireMd5(part);
      unpack(part, target);
      Files.delete(part);
    } catch (IOException e) {
      throw new DataException(target + ": cannot be written (" + IoMessage.of(e) + ")", e);
    }
  }

  private void requireFiles(Path dir, String message) {
    List<String> missing = files.stream().filter(name -> !Files.isRegularFile(dir.resolve(name))).toList();
    if (!missing.isEmpty()) {
      throw new DataException(String.format(Locale.ROOT, message, String.join(", ", missing)));
    }
  }

  /** Removes a wrong archive, because a download cannot be resumed from it. */
  private void requireMd5(Path archive) throws IOException {
    String found;
    try (InputStream in = Files.newInputStream(archive)) {
      found = DigestUtils.md5Hex(in);
    }
    if (!found.equalsIgnoreCase(md5)) {
      Files.delete(archive);
      throw new DataException(address + ": expected MD5 " + md5 + ", found " + found + "; the download was removed");
    }
  }

  private void unpack(Path archive, Path target) throws IOException {
    Path unpacked = Files.createTempDirectory(target.getParent(), target.getFileName() + ".");
    try {
      TarGz.unpack(archive, unpacked);
      requireFiles(unpacked, address + ": the archive lacks %s");
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileUtils.deleteDirectory(unpacked.toFile());
    }
  }
}
