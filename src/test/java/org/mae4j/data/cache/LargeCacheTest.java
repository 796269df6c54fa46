package org.mae4j.data.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.config.ImageShape;
import org.mae4j.data.ImageSet;

/** Images that take more than 2 GiB, in a file that is nearly all hole. */
class LargeCacheTest {
  private static final ImageShape SHAPE = new ImageShape(1_024, 1_000, 3);
  private static final int IMAGES = 1_100;
  private static final List<Integer> WRITTEN = List.of(0, 348, 349, 350, 698, 699, 700, IMAGES - 1);

  @TempDir
  Path dir;

  @Test
  void imagesBeyondTwoGibibytesAreReadInPlace() throws IOException {
    CacheTrailer trailer = write(dir.resolve("large.pixels"));
    assertTrue(trailer.pixelBytes() > 3L << 30);
    try (FileChannel channel = FileChannel.open(dir.resolve("large.pixels"), StandardOpenOption.READ)) {
      MappedPixels pixels = new MappedPixels(channel, CacheTrailer.read(channel).orElseThrow(),
          item -> new byte[0], item -> Optional.empty(), new RememberedDigests(dir.resolve("large.pixels")));
      ImageSet all = new ImageSet(SHAPE, List.of(), pixels, IntStream.range(0, IMAGES).toArray(), unlabeled());
      ImageSet later = all.subset(IntStream.range(1, IMAGES).toArray());
      float[] values = new float[SHAPE.size()];
      for (int image : WRITTEN.subList(1, WRITTEN.size())) {
        later.copyTo(image - 1, values, 0);
        assertEquals(image % 256, Math.round((values[SHAPE.size() - 1] + 1) * 127.5), "image " + image);
        later.copyTo(image - 2, values, 0);
        assertEquals(WRITTEN.contains(image - 1) ? (image - 1) % 256 : 0,
            Math.round((values[SHAPE.size() - 1] + 1) * 127.5), "image before " + image);
      }
      assertEquals(0, pixels.heapBytes());
    }
  }

  /** Writes the number of an image into its last value. */
  private static CacheTrailer write(Path file) throws IOException {
    int[] checksums = new int[IMAGES];
    Arrays.fill(checksums, CacheTrailer.checksum(ByteBuffer.allocate(SHAPE.size())));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      for (int image : WRITTEN) {
        ByteBuffer values = ByteBuffer.allocate(SHAPE.size()).put(SHAPE.size() - 1, (byte) image);
        checksums[image] = CacheTrailer.checksum(values.duplicate());
        channel.write(values.position(SHAPE.size() - 1), (long) (image + 1) * SHAPE.size() - 1);
      }
      CacheTrailer trailer = new CacheTrailer("stamp", SHAPE.size(), new boolean[IMAGES], checksums, new TreeMap<>());
      trailer.write(channel);
      return trailer;
    }
  }

  private static int[] unlabeled() {
    int[] labels = new int[IMAGES];
    Arrays.fill(labels, ImageSet.UNLABELED);
    return labels;
  }
}
