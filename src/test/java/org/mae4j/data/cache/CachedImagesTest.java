package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;

/** The "images" are files of 12 bytes, which are their pixels; a file "skip" is none. */
class CachedImagesTest {
  private static final ImageShape SHAPE = new ImageShape(2, 2, 3);
  private static final List<String> CLASSES = List.of("a", "b");
  private static final int COUNT = 20;

  @TempDir
  Path dir;

  private final AtomicInteger decoded = new AtomicInteger();
  private final List<Path> files = new ArrayList<>();

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(dir.resolve("images"));
    for (int i = 0; i < COUNT; i++) {
      files.add(write(i, pixels(i)));
    }
  }

  @Test
  void imagesAreDecodedOnceAndEqualThoseOnTheHeap() {
    ImageSet first = set(open(1));
    ImageSet second = set(open(3));
    assertEquals(COUNT, decoded.get());
    byte[] all = new byte[COUNT * SHAPE.size()];
    for (int i = 0; i < COUNT; i++) {
      System.arraycopy(pixels(i), 0, all, i * SHAPE.size(), SHAPE.size());
    }
    ImageSet onHeap = new ImageSet(SHAPE, CLASSES, all, labels());
    for (ImageSet images : List.of(first, second)) {
      assertEquals(onHeap.digest(), images.digest());
      int[] some = {7, 2, 2, 19};
      assertEquals(onHeap.subset(some).digest(), images.subset(some).digest());
      for (int i = 0; i < COUNT; i++) {
        assertArrayEquals(values(onHeap, i), values(images, i));
      }
    }
  }

  @Test
  void severalThreadsWriteTheSameFile() throws IOException {
    open(1);
    byte[] one = Files.readAllBytes(cache());
    Files.delete(cache());
    open(4);
    assertArrayEquals(one, Files.readAllBytes(cache()));
    assertEquals(2 * COUNT, decoded.get());
  }

  @Test
  void progressCountsEveryImage() {
    List<Integer> done = new ArrayList<>();
    open(new Decoding(3, (count, total) -> done.add(count * 100 + total)));
    assertEquals(IntStream.rangeClosed(1, COUNT).mapToObj(i -> i * 100 + COUNT).toList(), done);
  }

  @Test
  void changedSourceIsDecodedAgain() throws IOException {
    String before = set(open(2)).digest();
    write(3, pixels(99));
    Files.setLastModifiedTime(files.get(3), FileTime.fromMillis(1));
    assertNotEquals(before, set(open(2)).digest());
    assertEquals(2 * COUNT, decoded.get());
    assertEquals(1, caches().size());
  }

  @Test
  void theSameFilesNamedFromAnotherDirectoryAreNotDecodedAgain() {
    open(1);
    Path working = Path.of("").toAbsolutePath();
    CacheSource relative = new CacheSource("train", working.relativize(dir.resolve("images")),
        files.stream().map(working::relativize).toList(), COUNT, SHAPE, "crop");
    CachedImages.open(config(), relative, Decoding.QUIET, this::decode);
    assertEquals(COUNT, decoded.get());
  }

  @Test
  void truncatedFileIsDecodedAgain() throws IOException {
    String before = set(open(2)).digest();
    for (long length : new long[] {0, 5, Files.size(cache()) - 1}) {
      try (FileChannel channel = FileChannel.open(cache(), StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      assertEquals(before, set(open(2)).digest());
    }
    assertEquals(4 * COUNT, decoded.get());
  }

  @Test
  void damagedTrailerIsDecodedAgain() throws IOException {
    open(2);
    flip(COUNT * SHAPE.size() + 30);
    open(2);
    assertEquals(2 * COUNT, decoded.get());
  }

  @Test
  void damagedImageIsDecodedAgainWhenItIsRead() throws IOException {
    ImageSet intact = set(open(2));
    float[] before = values(intact, 5);
    String reversed = intact.subset(new int[] {6, 5}).digest();
    open(2);
    flip(5 * SHAPE.size() + 1);
    ImageSet damaged = set(open(2));
    assertArrayEquals(before, values(damaged, 5));
    assertEquals(COUNT + 1, decoded.get());
    assertEquals(List.of(), caches(), "the next start decodes all images again");
    assertEquals(reversed, damaged.subset(new int[] {6, 5}).digest());
    assertArrayEquals(before, values(set(open(2)), 5));
    assertEquals(2 * COUNT + 1, decoded.get());
  }

  @Test
  void digestOfASelectionIsRemembered() throws IOException {
    String digest = set(open(2)).digest();
    Path remembered = cache().resolveSibling(cache().getFileName() + ".digests");
    String line = Files.readString(remembered);
    assertEquals(digest, line.substring(line.indexOf(' ') + 1).strip());
    Files.writeString(remembered, line.replace(digest, "as remembered"));
    assertEquals("as remembered", set(open(2)).digest());
    assertNotEquals("as remembered", set(open(2)).subset(new int[] {1, 0}).digest());
    assertNotEquals("as remembered", set(open(2)).withoutLabels().digest());
  }

  @Test
  void firstItemThatFailsIsReportedAndNothingIsLeft() throws IOException {
    write(4, new byte[1]);
    write(11, new byte[2]);
    assertEquals(files.get(4) + ": is damaged", assertThrows(DataException.class, () -> open(3)).getMessage());
    assertEquals(List.of(), caches());
    try (Stream<Path> left = Files.list(dir.resolve("cache"))) {
      assertEquals(List.of(), left.filter(file -> !file.toString().endsWith(".lock")).toList());
    }
  }

  @Test
  void itemsThatAreLeftOutAreCounted() throws IOException {
    Files.writeString(files.get(0), "skip");
    Files.writeString(files.get(19), "skip");
    for (CachedImages images : List.of(open(2), open(2))) {
      assertEquals(2, images.skipped());
      assertArrayEquals(new int[] {0, 19}, images.leftOut().toArray());
      assertEquals(Map.of("odd", 9), images.changes());
      assertEquals(18, set(images).size());
      assertArrayEquals(new int[] {9, 9}, set(images).classCounts());
      assertArrayEquals(scaled(pixels(1)), values(set(images), 0));
      assertEquals(Optional.of(files.get(1)), set(images).file(0));
      assertEquals(Optional.of(files.get(18)), set(images).subset(new int[] {3, 17}).file(1));
    }
    assertEquals(COUNT, decoded.get());
  }

  @Test
  void otherSettingsHaveAnotherFile() throws IOException {
    open(1);
    CachedImages.open(config(), source("pad"), Decoding.QUIET, this::decode);
    open(1);
    assertEquals(2, caches().size());
    assertEquals(2 * COUNT, decoded.get());
  }

  @Test
  void threadsThatNeedTheSameCacheDecodeItOnce() {
    List<CompletableFuture<String>> digests = IntStream.range(0, 4)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> set(open(2)).digest())).toList();
    assertEquals(1, digests.stream().map(CompletableFuture::join).distinct().count());
    assertEquals(COUNT, decoded.get());
  }

  @Test
  void directoryThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(dir.resolve("cache"), "a file");
    String message = assertThrows(DataException.class, () -> open(1)).getMessage();
    assertEquals("data.cacheDir: the cache of decoded images cannot be used ("
        + dir.resolve("cache").resolve(source("crop").fileName())
        + ".pixels: Not a directory); name another directory", message);
  }

  @Test
  void vanishedFileIsNamed() throws IOException {
    Files.delete(files.get(3));
    assertEquals(files.get(3) + ": no such file or directory",
        assertThrows(DataException.class, () -> open(1)).getMessage());
  }

  @Test
  void directoryFollowsTheXdgSpecification() {
    assertEquals(dir.resolve("cache"), CacheDirectory.of(config(), Map.of("XDG_CACHE_HOME", "/elsewhere")));
    DataConfig unset = config("");
    assertEquals(Path.of("/elsewhere/mae4j"), CacheDirectory.of(unset, Map.of("XDG_CACHE_HOME", "/elsewhere")));
    Path home = Path.of(System.getProperty("user.home"), ".cache", "mae4j");
    assertEquals(home, CacheDirectory.of(unset, Map.of()));
    assertEquals(home, CacheDirectory.of(unset, Map.of("XDG_CACHE_HOME", "relative")));
  }

  /** Fails where tests would fill the cache of the user: when they do not get the environment that pom.xml sets. */
  @Test
  void testsKeepNothingInTheHomeDirectory() {
    Path directory = CacheDirectory.of(config(""), System.getenv());
    assertFalse(directory.startsWith(Path.of(System.getProperty("user.home"), ".cache")),
        directory + ": set XDG_CACHE_HOME to a directory of the build, as pom.xml does");
  }

  @Test
  void anErrorReachesTheCallerAsItIsAndLeavesNoFile() throws IOException {
    OutOfMemoryError error = new OutOfMemoryError("heap");
    assertSame(error, assertThrows(Throwable.class,
        () -> CachedImages.open(config(), source("crop"), new Decoding(3, (done, total) -> {}), item -> {
          throw error;
        })));
    assertEquals(List.of(), caches());
  }

  private CachedImages open(int threads) {
    return open(new Decoding(threads, (done, total) -> {}));
  }

  private CachedImages open(Decoding decoding) {
    return CachedImages.open(config(), source("crop"), decoding, this::decode);
  }

  private CacheSource source(String settings) {
    return new CacheSource("train", dir.resolve("images"), files, COUNT, SHAPE, settings);
  }

  private DataConfig config() {
    return config(dir.resolve("cache").toString());
  }

  private static DataConfig config(String cacheDir) {
    return DataConfigs.cached(SHAPE, cacheDir);
  }

  private Optional<DecodedImage> decode(int item) {
    decoded.incrementAndGet();
    try {
      byte[] content = Files.readAllBytes(files.get(item));
      if (content.length == 4) {
        return Optional.empty();
      }
      if (content.length != SHAPE.size()) {
        throw new DataException(files.get(item) + ": is damaged");
      }
      return Optional.of(new DecodedImage(content, item % 2 == 1 ? Set.of("odd") : Set.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(int item, byte[] content) throws IOException {
    return Files.write(dir.resolve("images").resolve(item + ".raw"), content);
  }

  private static byte[] pixels(int item) {
    byte[] pixels = new byte[SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (item * 17 + i * 5);
    }
    return pixels;
  }

  private static int[] labels() {
    return IntStream.range(0, COUNT).map(i -> i % 2).toArray();
  }

  private static ImageSet set(CachedImages images) {
    return images.images(CLASSES, labels());
  }

  private static float[] values(ImageSet images, int index) {
    float[] values = new float[SHAPE.size()];
    images.copyTo(index, values, 0);
    return values;
  }

  private static float[] scaled(byte[] pixels) {
    return values(new ImageSet(SHAPE, CLASSES, pixels, new int[1]), 0);
  }

  private void flip(long position) throws IOException {
    try (FileChannel channel = FileChannel.open(cache(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer value = ByteBuffer.allocate(1);
      channel.read(value, position);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~value.get(0)}), position);
    }
  }

  private Path cache() throws IOException {
    return caches().get(0);
  }

  private List<Path> caches() throws IOException {
    try (Stream<Path> entries = Files.list(dir.resolve("cache"))) {
      return entries.filter(file -> file.toString().endsWith(".pixels")).toList();
    }
  }
}
