package org.mae4j.data.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.mae4j.base.file.IoMessage;
import org.mae4j.data.DataException;

/**
 * A data set as it is published.
 *
 * @param parts the published files, at least one, which unpack to one directory
 * @param files files that the directory must have
 */
public record DataArchive(List<PublishedFile> parts, List<DataFile> files) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public DataArchive {
    parts = List.copyOf(parts);
    files = List.copyOf(files);
  }

  /** Returns the number of bytes to download. */
  public long bytes() {
    return parts.stream().mapToLong(PublishedFile::bytes).sum();
  }

  /**
   * Downloads the published files, checks them and unpacks them to {@code dir}, which appears at once and complete.
   * Until then the bytes that have arrived are in {@code dir.NAME.part}, where a later call resumes. Does nothing if
   * {@code dir} has all files.
   *
   * @throws DataException if a file cannot be downloaded, its MD5 differs, {@code dir} exists without the files, or another
   *     command downloads to it
   */
  public void fetch(Path dir, DownloadListener listener) {
    Path target = dir.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      requireFiles(target, target + ": exists, but lacks %s; remove it or name another directory with --dir");
      return;
    }
    try {
      Files.createDirectories(target.getParent());
      Path lock = target.resolveSibling(target.getFileName() + ".lock");
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (!isLocked(channel)) {
          throw new DataException(target + ": another command downloads to it");
        }
        try {
          fetchAlone(target, listener);
        } finally {
          Files.delete(lock);
        }
      }
    } catch (IOException e) {
      throw new DataException(target + ": cannot be written (" + IoMessage.of(e) + ")", e);
    }
  }

  /** Locks a file, and returns whether it could: no other process and no other thread has locked it. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void fetchAlone(Path target, DownloadListener listener) throws IOException {
    List<Path> downloads = download(target, listener);
    unpack(downloads, target);
    for (Path download : downloads) {
      Files.delete(download);
    }
  }

  private List<Path> download(Path target, DownloadListener listener) throws IOException {
    List<Path> downloads = new ArrayList<>();
    long before = 0;
    for (PublishedFile part : parts) {
      Path file = target.resolveSibling(target.getFileName() + "." + part.name() + ".part");
      long complete = before;
      new ResumableDownload(part.address(), file, PATIENCE)
          .run((bytes, total) -> listener.received(complete + bytes, bytes()));
      part.requireMd5(file);
      before += Files.size(file);
      downloads.add(file);
    }
    return downloads;
  }

  private void requireFiles(Path dir, String message) {
    List<String> missing =
        files.stream().map(DataFile::name).filter(name -> !Files.isRegularFile(dir.resolve(name))).toList();
    if (!missing.isEmpty()) {
      throw new DataException(String.format(Locale.ROOT, message, String.join(", ", missing)));
    }
  }

  private void unpack(List<Path> downloads, Path target) throws IOException {
    // A temporary directory of Java could be read by its owner only, and would stay so under the last name.
    Path unpacked = Files.createDirectory(target.resolveSibling(target.getFileName() + "." + UUID.randomUUID()));
    try {
      for (int i = 0; i < parts.size(); i++) {
        Unpacking.unpack(downloads.get(i), parts.get(i).name(), unpacked);
      }
      requireFiles(unpacked, parts.get(0).address() + ": the archive lacks %s");
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileUtils.deleteDirectory(unpacked.toFile());
    }
  }
}
