package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.mae4j.data.pixel.PixelStore;

/**
 * Images in a file that is mapped into memory, in chunks, because a buffer of Java holds 2 GiB at most. An image whose
 * checksum is wrong is decoded again.
 */
final class MappedPixels implements PixelStore {
  private static final int CHUNK_BYTES = 1 << 30;

  private final CacheTrailer trailer;
  private final ByteBuffer[] chunks;
  private final int imagesPerChunk;
  private final IntFunction<byte[]> repair;
  private final IntFunction<Optional<Path>> files;
  private final RememberedDigests digests;

  /**
   * Maps the images of a file, which may be closed afterwards.
   *
   * @param repair decodes the image of an item again
   * @param files returns the file of an item, if it has one of its own
   */
  MappedPixels(FileChannel channel, CacheTrailer trailer, IntFunction<byte[]> repair,
      IntFunction<Optional<Path>> files, RememberedDigests digests) throws IOException {
    this.trailer = trailer;
    this.repair = repair;
    this.files = files;
    this.digests = digests;
    this.imagesPerChunk = Math.max(1, CHUNK_BYTES / trailer.imageBytes());
    long chunkBytes = (long) imagesPerChunk * trailer.imageBytes();
    this.chunks = new ByteBuffer[(int) ((trailer.pixelBytes() + chunkBytes - 1) / chunkBytes)];
    for (int i = 0; i < chunks.length; i++) {
      long start = i * chunkBytes;
      chunks[i] = channel.map(MapMode.READ_ONLY, start, Math.min(chunkBytes, trailer.pixelBytes() - start));
    }
  }

  @Override
  public ByteBuffer read(int item) {
    int length = trailer.imageBytes();
    ByteBuffer image = chunks[item / imagesPerChunk].slice(item % imagesPerChunk * length, length);
    if (CacheTrailer.checksum(image.duplicate()) == trailer.checksums()[item]) {
      return image;
    }
    return ByteBuffer.wrap(repair.apply(item));
  }

  @Override
  public Optional<Path> file(int item) {
    return files.apply(item);
  }

  @Override
  public long heapBytes() {
    return 0;
  }

  @Override
  public Optional<String> identity() {
    return Optional.of(trailer.stamp());
  }

  @Override
  public String remembered(String key, Supplier<String> value) {
    return digests.get(key, value);
  }
}
