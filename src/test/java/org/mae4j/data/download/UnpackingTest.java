package org.mae4j.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;

/** Tests the files that archives are unpacked to, and archives that are refused. */
class UnpackingTest {
  @TempDir
  Path home;

  private ServedArchive archive;
  private Path target;

  @BeforeEach
  void serve() throws IOException {
    archive = new ServedArchive("images/");
    target = home.resolve("data/set");
  }

  @AfterEach
  void stop() {
    archive.close();
  }

  /** On a machine of several users, a data set is shared. */
  @Test
  void theDirectoryCanBeReadByAllThatTheUmaskAllows() throws IOException {
    fetch();
    assertEquals(Files.getPosixFilePermissions(Files.createDirectory(home.resolve("other"))),
        Files.getPosixFilePermissions(target));
  }

  @Test
  void anExistingDirectoryIsNotChanged() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("notes.txt"), "mine");
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(target + ": exists, but lacks images_1.bin, "), message);
    assertTrue(message.endsWith("; remove it or name another directory with --dir"), message);
    assertEquals(List.of("notes.txt"), ServedArchive.names(target));
  }

  @Test
  void rejectsEntriesOutsideOfDirectory() throws IOException {
    for (String prefix : new String[] {"../", "/tmp/", "a/../../", "a/../b/", ""}) {
      archive.close();
      archive = new ServedArchive(prefix);
      String message = assertThrows(DataException.class, this::fetch).getMessage();
      assertTrue(message.contains("expected DIRECTORY/FILE, found entry "), message);
      assertEquals(List.of("data"), ServedArchive.names(home));
      assertEquals(List.of("set.archive.tar.gz.part"), ServedArchive.names(home.resolve("data")));
      Files.delete(home.resolve("data/set.archive.tar.gz.part"));
    }
  }

  @Test
  void filesInDeeperDirectoriesKeepThem() throws IOException {
    archive.close();
    archive = new ServedArchive("images/train/");
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(archive.server().uri() + ": the archive lacks images_1.bin, "), message);
    new DataArchive(List.of(new PublishedFile(archive.server().uri(), archive.checksum(), archive.bytes().length)),
        ServedArchive.NAMES.stream().map(name -> new DataFile("train/" + name)).toList())
        .fetch(target, (bytes, total) -> {});
    assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("train/images_6.bin")));
    assertEquals(List.of("set"), ServedArchive.names(home.resolve("data")));
  }

  @Test
  void unpacksZipArchives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("set/"));
      for (String name : List.of("set/words.txt", "set/val/images/1.bin")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(ServedArchive.PIXELS);
      }
    }
    try (FlakyServer server = new FlakyServer(bytes.toByteArray())) {
      URI address = server.uri().resolve("/set.zip");
      new DataArchive(List.of(new PublishedFile(address, DigestUtils.md5Hex(bytes.toByteArray()), bytes.size())),
          List.of(new DataFile("words.txt"))).fetch(target, (at, total) -> {});
      assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("val/images/1.bin")));
      assertEquals(List.of("val", "words.txt"), ServedArchive.names(target));
    }
  }

  private void fetch() {
    archive.fetch(target, (bytes, total) -> {});
  }
}
