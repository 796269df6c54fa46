package org.mae4j.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
    archive = tar("images/");
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
    long kept = Files.size(home.resolve("data/set.archive.tar.gz.part"));
    assertTrue(kept > 0 && kept <= 200_000, "kept " + kept);

    progress.clear();
    fetch();
    assertEquals(List.of("", "bytes=" + kept + "-"), server.ranges());
    assertTrue(progress.get(0) > kept, "progress counts the bytes that were kept");
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("images_6.bin")));
  }

  @Test
  void aServerThatSendsNothingMoreIsALostConnection() throws IOException {
    server.stallAfter(1_000);
    Path part = home.resolve("part");
    ResumableDownload download = new ResumableDownload(server.uri(), part, Duration.ofMillis(500));
    assertEquals(server.uri() + ": connection lost after 1000 of " + archive.length
        + " bytes; repeat the command to resume",
        assertThrows(DataException.class, () -> download.run((bytes, total) -> {})).getMessage());
    assertEquals(1_000, Files.size(part));
  }

  /** On a machine of several users, a data set is shared. */
  @Test
  void theDirectoryCanBeReadByAllThatTheUmaskAllows() throws IOException {
    fetch();
    assertEquals(Files.getPosixFilePermissions(Files.createDirectory(home.resolve("other"))),
        Files.getPosixFilePermissions(target));
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
    assertEquals(List.of("set"), names(target.getParent()));
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
    Files.write(home.resolve("data/set.archive.tar.gz.part"), archive);
    fetch();
    assertEquals(NAMES.size(), names(target).size());
  }

  @Test
  void removesArchiveWithWrongChecksum() throws IOException {
    String found = DigestUtils.md5Hex(archive);
    String message = assertThrows(DataException.class,
        () -> archive("00ff").fetch(target, (bytes, total) -> {})).getMessage();
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
    for (String prefix : new String[] {"../", "/tmp/", "a/../../", "a/../b/", ""}) {
      server.close();
      archive = tar(prefix);
      server = new FlakyServer(archive);
      String message = assertThrows(DataException.class, this::fetch).getMessage();
      assertTrue(message.contains("expected DIRECTORY/FILE, found entry "), message);
      assertEquals(List.of("data"), names(home));
      assertEquals(List.of("set.archive.tar.gz.part"), names(home.resolve("data")));
      Files.delete(home.resolve("data/set.archive.tar.gz.part"));
    }
  }

  @Test
  void filesInDeeperDirectoriesKeepThem() throws IOException {
    server.close();
    archive = tar("images/train/");
    server = new FlakyServer(archive);
    String message = assertThrows(DataException.class, this::fetch).getMessage();
    assertTrue(message.startsWith(server.uri() + ": the archive lacks images_1.bin, "), message);
    new DataArchive(List.of(new PublishedFile(server.uri(), DigestUtils.md5Hex(archive), archive.length)),
        NAMES.stream().map(name -> new DataFile("train/" + name)).toList()).fetch(target, (bytes, total) -> {});
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("train/images_6.bin")));
    assertEquals(List.of("set"), names(home.resolve("data")));
  }

  @Test
  void unpacksZipArchives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("set/"));
      for (String name : List.of("set/words.txt", "set/val/images/1.bin")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(PIXELS);
      }
    }
    server.close();
    server = new FlakyServer(bytes.toByteArray());
    URI address = server.uri().resolve("/set.zip");
    new DataArchive(List.of(new PublishedFile(address, DigestUtils.md5Hex(bytes.toByteArray()), bytes.size())),
        List.of(new DataFile("words.txt"))).fetch(target, (at, total) -> {});
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("val/images/1.bin")));
    assertEquals(List.of("val", "words.txt"), names(target));
  }

  @Test
  void aSetOfSeveralFilesIsResumedAtTheFileThatIsMissing() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(PIXELS);
    }
    byte[] file = bytes.toByteArray();
    server.close();
    server = new FlakyServer(file);
    String md5 = DigestUtils.md5Hex(file);
    DataArchive set = new DataArchive(List.of(new PublishedFile(server.uri().resolve("/a.gz"), md5, file.length),
        new PublishedFile(server.uri().resolve("/b.gz"), md5, file.length)),
        List.of(new DataFile("a", PIXELS.length), new DataFile("b", PIXELS.length)));
    server.answerOnly(1);
    assertThrows(DataException.class, () -> set.fetch(target, (at, total) -> {}));
    assertEquals(List.of("set.a.gz.part"), names(home.resolve("data")));
    server.answerOnly(Integer.MAX_VALUE);
    set.fetch(target, (at, total) -> {
      assertEquals(2L * file.length, total);
      progress.add(at);
    });
    assertEquals(List.of("", "", "bytes=" + file.length + "-", ""), server.ranges());
    assertEquals(2L * file.length, progress.get(progress.size() - 1));
    assertEquals(List.of("a", "b"), names(target));
    assertArrayEquals(PIXELS, Files.readAllBytes(target.resolve("b")));
    assertEquals(List.of("set"), names(home.resolve("data")));
  }

  private DataArchive archive(String md5) {
    return new DataArchive(List.of(new PublishedFile(server.uri(), md5, archive.length)),
        NAMES.stream().map(DataFile::new).toList());
  }

  private void fetch() {
    archive(DigestUtils.md5Hex(archive)).fetch(target, (bytes, total) -> {
      progress.add(bytes);
      assertEquals(archive.length, total);
    });
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
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
}
