package org.mae4j.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.data.DataConfigs;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.mae4j.data.ImageSet;

/** Files of images and their cache. The images are files of 12 bytes, which are their pixels; a file "skip" is none. */
final class CachedFiles {
  static final ImageShape SHAPE = new ImageShape(2, 2, 3);
  static final List<String> CLASSES = List.of("a", "b");
  static final int COUNT = 20;

  private final Path dir;
  private final AtomicInteger decoded = new AtomicInteger();
  private final List<Path> files = new ArrayList<>();

  /** Writes the files. @param dir empty directory, for the images and the cache */
  CachedFiles(Path dir) throws IOException {
    this.dir = dir;
    Files.createDirectory(dir.resolve("images"));
    for (int i = 0; i < COUNT; i++) {
      files.add(write(i, pixels(i)));
    }
  }

  List<Path> all() {
    return files;
  }

  Path file(int item) {
    return files.get(item);
  }

  /** Returns how many times an image was decoded. */
  int decoded() {
    return decoded.get();
  }

  CachedImages open(int threads) {
    return open(new Decoding(threads, (done, total) -> {}));
  }

  CachedImages open(Decoding decoding) {
    return CachedImages.open(config(), source("crop"), decoding, this::decode);
  }

  CacheSource source(String settings) {
    return new CacheSource("train", dir.resolve("images"), files, COUNT, SHAPE, settings);
  }

  DataConfig config() {
    return DataConfigs.cached(SHAPE, dir.resolve("cache").toString());
  }

  Optional<DecodedImage> decode(int item) {
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

  Path write(int item, byte[] content) throws IOException {
    return Files.write(dir.resolve("images").resolve(item + ".raw"), content);
  }

  static byte[] pixels(int item) {
    byte[] pixels = new byte[SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (item * 17 + i * 5);
    }
    return pixels;
  }

  static int[] labels() {
    return IntStream.range(0, COUNT).map(i -> i % 2).toArray();
  }

  static ImageSet set(CachedImages images) {
    return images.images(CLASSES, labels());
  }

  static float[] values(ImageSet images, int index) {
    float[] values = new float[SHAPE.size()];
    images.copyTo(index, values, 0);
    return values;
  }

  static float[] scaled(byte[] pixels) {
    return values(new ImageSet(SHAPE, CLASSES, pixels, new int[1]), 0);
  }

  /** Damages one byte of the cache. */
  void flip(long position) throws IOException {
    try (FileChannel channel = FileChannel.open(cache(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer value = ByteBuffer.allocate(1);
      channel.read(value, position);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~value.get(0)}), position);
    }
  }

  Path cache() throws IOException {
    return caches().get(0);
  }

  List<Path> caches() throws IOException {
    try (Stream<Path> entries = Files.list(dir.resolve("cache"))) {
      return entries.filter(file -> file.toString().endsWith(".pixels")).toList();
    }
  }
}
