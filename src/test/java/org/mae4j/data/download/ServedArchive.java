package org.mae4j.data.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A data set of six files of the same random bytes, whose archive is on a server. */
final class ServedArchive implements AutoCloseable {
  static final byte[] PIXELS = new byte[100_000];
  static final List<String> NAMES =
      IntStream.rangeClosed(1, 6).mapToObj(i -> "images_" + i + ".bin").toList();

  static {
    new Random(1).nextBytes(PIXELS);
  }

  private final byte[] bytes;
  private final FlakyServer server;

  /** Serves a compressed tar file. @param prefix of the names of its entries */
  ServedArchive(String prefix) throws IOException {
    bytes = tar(prefix);
    server = new FlakyServer(bytes);
  }

  FlakyServer server() {
    return server;
  }

  byte[] bytes() {
    return bytes;
  }

  String checksum() {
    return DigestUtils.md5Hex(bytes);
  }

  void fetch(Path target, DownloadListener listener) {
    withChecksum(checksum()).fetch(target, listener);
  }

  DataArchive withChecksum(String md5) {
    return new DataArchive(List.of(new PublishedFile(server.uri(), md5, bytes.length)),
        NAMES.stream().map(DataFile::new).toList());
  }

  private static byte[] tar(String prefix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String name : NAMES) {
        TarArchiveEntry entry = new TarArchiveEntry(prefix + name, true);
        entry.setSize(PIXELS.length);
        tar.putArchiveEntry(entry);
        tar.write(PIXELS);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the names of the files and folders in a directory. */
  static List<String> names(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
