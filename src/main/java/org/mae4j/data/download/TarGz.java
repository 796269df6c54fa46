package org.mae4j.data.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.mae4j.data.DataException;

/** Unpacks archives of one directory of plain files. */
final class TarGz {
  private TarGz() {}

  /**
   * Writes the files of an archive to {@code dir}, without their directory in the archive.
   *
   * @throws DataException if an entry is not a plain file, or its name would place it outside {@code dir}
   */
  static void unpack(Path archive, Path dir) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          Files.copy(tar, target(archive, entry, dir));
        }
      }
    }
  }

  private static Path target(Path archive, TarArchiveEntry entry, Path dir) {
    Path name = Path.of(entry.getName());
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || name.isAbsolute()
        || name.getNameCount() != 2 || name.startsWith("..") || name.endsWith("..")) {
      throw new DataException(archive + ": expected DIRECTORY/FILE, found entry " + entry.getName());
    }
    return dir.resolve(name.getFileName());
  }
}
