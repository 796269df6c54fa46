package org.mae4j.data.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.mae4j.data.DataException;

/** Unpacks the archives of data sets: one directory of plain files. */
public final class TarGz {
  private TarGz() {}

  /**
   * Writes the archive's files to {@code dir}, without the directory that they lie in inside the archive.
   *
   * @throws DataException if an entry is no plain file or would land outside {@code dir}
   */
  public static void unpack(Path archive, Path dir) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          Files.copy(tar, placed(archive, entry, dir));
        }
      }
    }
  }

  private static Path placed(Path archive, TarArchiveEntry entry, Path dir) {
    Path name = Path.of(entry.getName());
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || name.isAbsolute()
        || name.getNameCount() != 2 || name.startsWith("..") || name.endsWith("..")) {
      throw new DataException(archive + ": expected DIRECTORY/FILE, found entry " + entry.getName());
    }
    return dir.resolve(name.getFileName());
  }

  /** Deletes a directory and what lies in it, if it is there. */
  public static void deleteTree(Path dir) throws IOException {
    if (Files.notExists(dir)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(dir)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
