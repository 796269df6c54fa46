package org.mae4j.data.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.mae4j.data.DataException;

/** Unpacks archives of one directory, and single compressed files. */
final class Unpacking {
  private static final String GZ = ".gz";

  private Unpacking() {}

  /**
   * Writes the files of an archive to {@code dir}, without the archive's directory in their names.
   *
   * @param name name of the archive as it was published, whose ending says what it is
   * @throws DataException if an entry is not a plain file, or its name would place it outside {@code dir}
   */
  static void unpack(Path archive, String name, Path dir) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      if (name.endsWith(".zip")) {
        unpack(archive, new ZipArchiveInputStream(in), dir);
      } else if (name.endsWith(".tar" + GZ)) {
        unpack(archive, new TarArchiveInputStream(new GZIPInputStream(in)), dir);
      } else if (name.endsWith(GZ)) {
        Files.copy(new GZIPInputStream(in), dir.resolve(name.substring(0, name.length() - GZ.length())));
      } else {
        throw new IllegalArgumentException(name + " is neither .zip nor .tar.gz nor .gz");
      }
    }
  }

  private static void unpack(Path archive, ArchiveInputStream<? extends ArchiveEntry> entries, Path dir)
      throws IOException {
    for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      if (!entry.isDirectory()) {
        Path file = dir.resolve(relative(archive, entry));
        Files.createDirectories(file.getParent());
        Files.copy(entries, file);
      }
    }
  }

  private static Path relative(Path archive, ArchiveEntry entry) {
    Path name = Path.of(entry.getName());
    boolean plain = !(entry instanceof TarArchiveEntry tar) || tar.isFile() && !tar.isLink() && !tar.isSymbolicLink();
    if (!plain || name.isAbsolute() || name.getNameCount() < 2 || !name.equals(name.normalize())
        || name.startsWith("..")) {
      throw new DataException(archive + ": expected DIRECTORY/FILE, found entry " + entry.getName());
    }
    return name.subpath(1, name.getNameCount());
  }
}
