package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mae4j.data.cache.CachedFiles.CLASSES;
import static org.mae4j.data.cache.CachedFiles.COUNT;
import static org.mae4j.data.cache.CachedFiles.SHAPE;
import static org.mae4j.data.cache.CachedFiles.labels;
import static org.mae4j.data.cache.CachedFiles.pixels;
import static org.mae4j.data.cache.CachedFiles.scaled;
import static org.mae4j.data.cache.CachedFiles.set;
import static org.mae4j.data.cache.CachedFiles.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;

/** Tests that images are decoded once and are those of the files. */
class CachedImagesTest {
  @TempDir
  private Path dir;
  private CachedFiles files;

  @BeforeEach
  void writeFiles() throws IOException {
    files = new CachedFiles(dir);
  }

  @Test
  void imagesAreDecodedOnceAndEqualThoseOnTheHeap() {
    ImageSet first = set(files.open(1));
    ImageSet second = set(files.open(3));
    assertEquals(COUNT, files.decoded());
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
    files.open(1);
    byte[] one = Files.readAllBytes(files.cache());
    Files.delete(files.cache());
    files.open(4);
    assertArrayEquals(one, Files.readAllBytes(files.cache()));
    assertEquals(2 * COUNT, files.decoded());
  }

  @Test
  void threadsThatNeedTheSameCacheDecodeItOnce() {
    List<CompletableFuture<String>> digests = IntStream.range(0, 4)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> set(files.open(2)).digest())).toList();
    assertEquals(1, digests.stream().map(CompletableFuture::join).distinct().count());
    assertEquals(COUNT, files.decoded());
  }

  @Test
  void progressCountsEveryImage() {
    List<Integer> done = new ArrayList<>();
    files.open(new Decoding(3, (count, total) -> done.add(count * 100 + total)));
    assertEquals(IntStream.rangeClosed(1, COUNT).mapToObj(i -> i * 100 + COUNT).toList(), done);
  }

  @Test
  void digestOfASelectionIsRemembered() throws IOException {
    String digest = set(files.open(2)).digest();
    Path remembered = files.cache().resolveSibling(files.cache().getFileName() + ".digests");
    String line = Files.readString(remembered);
    assertEquals(digest, line.substring(line.indexOf(' ') + 1).strip());
    Files.writeString(remembered, line.replace(digest, "as remembered"));
    assertEquals("as remembered", set(files.open(2)).digest());
    assertNotEquals("as remembered", set(files.open(2)).subset(new int[] {1, 0}).digest());
    assertNotEquals("as remembered", set(files.open(2)).withoutLabels().digest());
  }

  @Test
  void itemsThatAreLeftOutAreCounted() throws IOException {
    Files.writeString(files.file(0), "skip");
    Files.writeString(files.file(19), "skip");
    for (CachedImages images : List.of(files.open(2), files.open(2))) {
      assertEquals(2, images.skipped());
      assertArrayEquals(new int[] {0, 19}, images.leftOut().toArray());
      assertEquals(Map.of("odd", 9), images.changes());
      assertEquals(18, set(images).size());
      assertArrayEquals(new int[] {9, 9}, set(images).classCounts());
      assertArrayEquals(scaled(pixels(1)), values(set(images), 0));
      assertEquals(Optional.of(files.file(1)), set(images).file(0));
      assertEquals(Optional.of(files.file(18)), set(images).subset(new int[] {3, 17}).file(1));
    }
    assertEquals(COUNT, files.decoded());
  }
}
