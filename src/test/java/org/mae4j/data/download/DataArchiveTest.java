package org.mae4j.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;

class DataArchiveTest {
  private static final byte[] PIXELS = new byte[100_000];
  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 6).mapToObj(i -> "images_" + i + ".bin").toList();

  static {
    new Random(1).nextBytes(PIXELS);
  }

  @TempDir
  Path home;

  private final List<Long> progress = new ArrayList<>();
  private byte[] archive;
  private FlakyServer server;
  private Path target;

  @BeforeEach
  void serve() throws IOException {
    archive = archive("images/");
    server = new FlakyServer(archive);
    target = home.resolve("data/set");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsChecksAndUnpacks() throws IOException {
    fetch();
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("images_5.bin")));
    assertEquals(List.of("set"), names(home.resolve("data")));
    assertEquals(NAMES.size(), names(target).size());
    assertEquals(archive.length, progress.get(progress.size() - 1));
  }

  @Test
  void resumesAfterALostConnection() throws IOException {
    server.cutAfter(200_000);
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.matches(server.uri() + ": connection lost after \\d+ of " + archive.length
        + " bytes; repeat the command to resume"), message);
    assertFalse(Files.exists(target));
    long kept = Files.size(home.resolve("data/set.tar.gz.part"));
    assertTrue(kept > 0 && kept <= 200_000, "kept " + kept);

    progress.clear();
    fetch();
    assertEquals(List.of("", "bytes=" + kept + "-"), server.ranges());
    assertTrue(progress.get(0) > kept, "progress counts the bytes that were kept");
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("images_6.bin")));
  }

  @Test
  void startsAgainIfTheServerDoesNotSupportRanges() throws IOException {
    server.ignoreRanges();
    server.cutAfter(200_000);
    assertThrows(DataException.class, this::fetch);
    fetch();
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("images_6.bin")));
  }

  @Test
  void aCompletePartIsUnpacked() throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(home.resolve("data/set.tar.gz.part"), archive);
    fetch();
    assertEquals(NAMES.size(), names(target).size());
  }

  @Test
  void removesArchiveWithWrongChecksum() throws IOException {
    String found = DigestUtils.md5Hex(archive);
    String message = assertThrows(DataException.class,
        () -> new DataArchive(server.uri(), "00ff", NAMES).fetch(target, (bytes, total) -> {})).getMessage();
    assertEquals(server.uri() + ": expected MD5 00ff, found " + found + "; the download was removed", message);
    assertEquals(List.of(), names(home.resolve("data")));
  }

  @Test
  void reportsStatusOfServer() {
    server.answer(404);
    assertEquals(server.uri() + ": the server answered with status 404",
        assertThrows(DataException.class, this::fetch).getMessage());
  }

  @Test
  void reportsUnreachableServer() {
    server.close();
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(server.uri() + ": cannot be reached (java.net.ConnectException"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void completeFilesAreNotDownloadedAgain() throws IOException {
    fetch();
    fetch();
    assertEquals(List.of(""), server.ranges());
  }

  @Test
  void anExistingDirectoryIsNotChanged() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("notes.txt"), "mine");
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(target + ": exists, but lacks images_1.bin, "), message);
    assertTrue(message.endsWith("; remove it or name another directory with --dir"), message);
    assertEquals(List.of("notes.txt"), names(target));
  }

  @Test
  void rejectsEntriesOutsideOfDirectory() throws IOException {
    for (String prefix : new String[] {"../", "/tmp/", "a/../../", "a/b/"}) {
      server.close();
      archive = archive(prefix);
      server = new FlakyServer(archive);
      String message = assertThrows(DataException.class, this::fetch).getMessage();
      assertTrue(message.contains("expected DIRECTORY/FILE, found entry "), message);
      assertEquals(List.of("data"), names(home));
      assertEquals(List.of("set.tar.gz.part"), names(home.resolve("data")));
      Files.delete(home.resolve("data/set.tar.gz.part"));
    }
  }

  private void fetch() {
    new DataArchive(server.uri(), DigestUtils.md5Hex(archive), NAMES).fetch(target, (bytes, total) -> {
      progress.add(bytes);
      assertEquals(archive.length, total);
    });
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] archive(String prefix) throws IOException {
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
}
