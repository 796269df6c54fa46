package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mae4j.data.cache.CachedFiles.COUNT;
import static org.mae4j.data.cache.CachedFiles.SHAPE;
import static org.mae4j.data.cache.CachedFiles.pixels;
import static org.mae4j.data.cache.CachedFiles.set;
import static org.mae4j.data.cache.CachedFiles.values;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;

/** Tests which changes of files and settings make a cache invalid. */
class StaleCacheTest {
  @TempDir
  private Path dir;
  private CachedFiles files;

  @BeforeEach
  void writeFiles() throws IOException {
    files = new CachedFiles(dir);
  }

  @Test
  void changedSourceIsDecodedAgain() throws IOException {
    String before = set(files.open(2)).digest();
    files.write(3, pixels(99));
    Files.setLastModifiedTime(files.file(3), FileTime.fromMillis(1));
    assertNotEquals(before, set(files.open(2)).digest());
    assertEquals(2 * COUNT, files.decoded());
    assertEquals(1, files.caches().size());
  }

  @Test
  void theSameFilesNamedFromAnotherDirectoryAreNotDecodedAgain() {
    files.open(1);
    Path working = Path.of("").toAbsolutePath();
    CacheSource relative = new CacheSource("train", working.relativize(dir.resolve("images")),
        files.all().stream().map(working::relativize).toList(), COUNT, SHAPE, "crop");
    CachedImages.open(files.config(), relative, Decoding.QUIET, files::decode);
    assertEquals(COUNT, files.decoded());
  }

  @Test
  void truncatedFileIsDecodedAgain() throws IOException {
    String before = set(files.open(2)).digest();
    for (long length : new long[] {0, 5, Files.size(files.cache()) - 1}) {
      try (FileChannel channel = FileChannel.open(files.cache(), StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      assertEquals(before, set(files.open(2)).digest());
    }
    assertEquals(4 * COUNT, files.decoded());
  }

  @Test
  void damagedTrailerIsDecodedAgain() throws IOException {
    files.open(2);
    files.flip(COUNT * SHAPE.size() + 30);
    files.open(2);
    assertEquals(2 * COUNT, files.decoded());
  }

  @Test
  void damagedImageIsDecodedAgainWhenItIsRead() throws IOException {
    ImageSet intact = set(files.open(2));
    float[] before = values(intact, 5);
    String reversed = intact.subset(new int[] {6, 5}).digest();
    files.open(2);
    files.flip(5 * SHAPE.size() + 1);
    ImageSet damaged = set(files.open(2));
    assertArrayEquals(before, values(damaged, 5));
    assertEquals(COUNT + 1, files.decoded());
    assertEquals(List.of(), files.caches(), "the next start decodes all images again");
    assertEquals(reversed, damaged.subset(new int[] {6, 5}).digest());
    assertArrayEquals(before, values(set(files.open(2)), 5));
    assertEquals(2 * COUNT + 1, files.decoded());
  }

  @Test
  void otherSettingsHaveAnotherFile() throws IOException {
    files.open(1);
    CachedImages.open(files.config(), files.source("pad"), Decoding.QUIET, files::decode);
    files.open(1);
    assertEquals(2, files.caches().size());
    assertEquals(2 * COUNT, files.decoded());
  }
}
