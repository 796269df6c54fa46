package org.mae4j.data.cifar;

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
import org.mae4j.data.FlakyServer;

class Cifar10ArchiveTest {
  private static final byte[] PIXELS = new byte[100_000];
  private static final List<String> NAMES =
      Stream.concat(Cifar10Data.TRAIN_FILES.stream(), Cifar10Data.TEST_FILES.stream()).toList();

  static {
    new Random(1).nextBytes(PIXELS);
  }

  @TempDir Path home;

  private final List<Long> progress = new ArrayList<>();
  private byte[] archive;
  private FlakyServer server;
  private Path target;

  @BeforeEach
  void serve() throws IOException {
    archive = archive("cifar-10-batches-bin/");
    server = new FlakyServer(archive);
    target = home.resolve("data/cifar");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsChecksAndUnpacks() throws IOException {
    fetch();
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("data_batch_5.bin")));
    assertEquals(List.of("cifar"), names(home.resolve("data")));
    assertEquals(NAMES.size(), names(target).size());
    assertEquals(archive.length, progress.get(progress.size() - 1));
  }

  @Test
  void goesOnAfterACutConnection() throws IOException {
    server.cutAfter(200_000);
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.matches(server.uri() + ": connection lost after \\d+ of " + archive.length
        + " bytes; the same command goes on from there"), message);
    assertFalse(Files.exists(target));
    long kept = Files.size(home.resolve("data/cifar.tar.gz.part"));
    assertTrue(kept > 0 && kept <= 200_000, "kept " + kept);

    progress.clear();
    fetch();
    assertEquals(List.of("", "bytes=" + kept + "-"), server.ranges());
    assertTrue(progress.get(0) > kept, "progress begins behind what was kept");
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("test_batch.bin")));
  }

  @Test
  void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
    server.ignoreRanges();
    server.cutAfter(200_000);
    assertThrows(DataException.class, this::fetch);
    fetch();
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("test_batch.bin")));
  }

  @Test
  void aPartThatIsAlreadyCompleteIsUnpacked() throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(home.resolve("data/cifar.tar.gz.part"), archive);
    fetch();
    assertEquals(NAMES.size(), names(target).size());
  }

  @Test
  void aWrongArchiveIsRemoved() throws IOException {
    String found = DigestUtils.md5Hex(archive);
    String message = assertThrows(DataException.class,
        () -> Cifar10Archive.fetch(server.uri(), "00ff", target, (bytes, total) -> { })).getMessage();
    assertEquals(server.uri() + ": expected md5 00ff, found " + found + "; the download was removed", message);
    assertEquals(List.of(), names(home.resolve("data")));
  }

  @Test
  void statusOfTheServerIsTold() {
    server.answer(404);
    assertEquals(server.uri() + ": the server answered with status 404",
        assertThrows(DataException.class, this::fetch).getMessage());
  }

  @Test
  void anUnreachableServerIsNamed() {
    server.close();
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(server.uri() + ": cannot be reached (java.net.ConnectException"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void whatIsAlreadyThereIsNotFetchedAgain() throws IOException {
    fetch();
    fetch();
    assertEquals(List.of(""), server.ranges());
  }

  @Test
  void anotherDirectoryIsNotTouched() throws IOException {
    Files.createDirectories(target);
    Files.writeString(target.resolve("notes.txt"), "mine");
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(target + ": lacks data_batch_1.bin, "), message);
    assertTrue(message.endsWith("; remove it or name another directory"), message);
    assertEquals(List.of("notes.txt"), names(target));
  }

  @Test
  void entriesMustNotLeaveTheDirectory() throws IOException {
    for (String prefix : new String[] {"../", "/tmp/", "a/../../", "a/b/"}) {
      server.close();
      archive = archive(prefix);
      server = new FlakyServer(archive);
      String message = assertThrows(DataException.class, this::fetch).getMessage();
      assertTrue(message.contains("expected DIRECTORY/FILE, found entry "), message);
      assertEquals(List.of("data"), names(home));
      assertEquals(List.of("cifar.tar.gz.part"), names(home.resolve("data")));
      Files.delete(home.resolve("data/cifar.tar.gz.part"));
    }
  }

  private void fetch() {
    Cifar10Archive.fetch(server.uri(), DigestUtils.md5Hex(archive), target, (bytes, total) -> {
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
