package org.mae4j.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.DataException;

/** Tests downloads of archives from a server that fails. */
class DataArchiveTest {
  @TempDir
  Path home;

  private final List<Long> progress = new ArrayList<>();
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

  @Test
  void downloadsChecksAndUnpacks() throws IOException {
    fetch();
    assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("images_5.bin")));
    assertEquals(List.of("set"), ServedArchive.names(home.resolve("data")));
    assertEquals(ServedArchive.NAMES.size(), ServedArchive.names(target).size());
    assertEquals(archive.bytes().length, progress.get(progress.size() - 1));
  }

  @Test
  void resumesAfterALostConnection() throws IOException {
    archive.server().cutAfter(200_000);
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.matches(archive.server().uri() + ": connection lost after \\d+ of " + archive.bytes().length
        + " bytes; repeat the command to resume"), message);
    assertFalse(Files.exists(target));
    long kept = Files.size(home.resolve("data/set.archive.tar.gz.part"));
    assertTrue(kept > 0 && kept <= 200_000, "kept " + kept);

    progress.clear();
    fetch();
    assertEquals(List.of("", "bytes=" + kept + "-"), archive.server().ranges());
    assertTrue(progress.get(0) > kept, "progress counts the bytes that were kept");
    assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("images_6.bin")));
  }

  @Test
  void aServerThatSendsNothingMoreIsALostConnection() throws IOException {
    archive.server().stallAfter(1_000);
    Path part = home.resolve("part");
    ResumableDownload download = new ResumableDownload(archive.server().uri(), part, Duration.ofMillis(500));
    assertEquals(archive.server().uri() + ": connection lost after 1000 of " + archive.bytes().length
        + " bytes; repeat the command to resume",
        assertThrows(DataException.class, () -> download.run((bytes, total) -> {})).getMessage());
    assertEquals(1_000, Files.size(part));
  }

  /** The lock of another process, or another channel of this one, which Java reports by an exception. */
  @Test
  void twoCommandsDoNotWriteTheSamePart() throws IOException {
    Path lock = Files.createDirectories(target.getParent()).resolve("set.lock");
    try (FileChannel other = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      assertEquals(target + ": another command downloads to it",
          assertThrows(DataException.class, this::fetch).getMessage());
    }
    fetch();
    assertEquals(List.of("set"), ServedArchive.names(target.getParent()));
  }

  @Test
  void startsAgainIfTheServerDoesNotSupportRanges() throws IOException {
    archive.server().ignoreRanges();
    archive.server().cutAfter(200_000);
    assertThrows(DataException.class, this::fetch);
    fetch();
    assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("images_6.bin")));
  }

  @Test
  void aCompletePartIsUnpacked() throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(home.resolve("data/set.archive.tar.gz.part"), archive.bytes());
    fetch();
    assertEquals(ServedArchive.NAMES.size(), ServedArchive.names(target).size());
  }

  @Test
  void removesArchiveWithWrongChecksum() throws IOException {
    String found = archive.checksum();
    String message = assertThrows(DataException.class,
        () -> archive.withChecksum("00ff").fetch(target, (bytes, total) -> {})).getMessage();
    assertEquals(archive.server().uri() + ": expected MD5 00ff, found " + found + "; the download was removed",
        message);
    assertEquals(List.of(), ServedArchive.names(home.resolve("data")));
  }

  @Test
  void reportsStatusOfServer() {
    archive.server().answer(404);
    assertEquals(archive.server().uri() + ": the server answered with status 404",
        assertThrows(DataException.class, this::fetch).getMessage());
  }

  @Test
  void reportsUnreachableServer() {
    archive.close();
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(archive.server().uri() + ": cannot be reached (java.net.ConnectException"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void completeFilesAreNotDownloadedAgain() throws IOException {
    fetch();
    fetch();
    assertEquals(List.of(""), archive.server().ranges());
  }

  @Test
  void aSetOfSeveralFilesIsResumedAtTheFileThatIsMissing() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(ServedArchive.PIXELS);
    }
    byte[] file = bytes.toByteArray();
    try (FlakyServer server = new FlakyServer(file)) {
      String md5 = DigestUtils.md5Hex(file);
      DataArchive set = new DataArchive(List.of(new PublishedFile(server.uri().resolve("/a.gz"), md5, file.length),
          new PublishedFile(server.uri().resolve("/b.gz"), md5, file.length)),
          List.of(new DataFile("a", ServedArchive.PIXELS.length), new DataFile("b", ServedArchive.PIXELS.length)));
      server.answerOnly(1);
      assertThrows(DataException.class, () -> set.fetch(target, (at, total) -> {}));
      assertEquals(List.of("set.a.gz.part"), ServedArchive.names(home.resolve("data")));
      server.answerOnly(Integer.MAX_VALUE);
      set.fetch(target, (at, total) -> {
        assertEquals(2L * file.length, total);
        progress.add(at);
      });
      assertEquals(List.of("", "", "bytes=" + file.length + "-", ""), server.ranges());
      assertEquals(2L * file.length, progress.get(progress.size() - 1));
      assertEquals(List.of("a", "b"), ServedArchive.names(target));
      assertArrayEquals(ServedArchive.PIXELS, Files.readAllBytes(target.resolve("b")));
      assertEquals(List.of("set"), ServedArchive.names(home.resolve("data")));
    }
  }

  private void fetch() {
    archive.fetch(target, (bytes, total) -> {
      progress.add(bytes);
      assertEquals(archive.bytes().length, total);
    });
  }
}
