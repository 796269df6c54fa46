package org.mae4j.data.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.mae4j.base.Stopwatch;
import org.mae4j.base.file.DurableFile;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.text.ByteSize;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.data.DataException;
import org.mae4j.data.Decoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that keeps the decoded images of a source: one image after another, by item, then a {@link CacheTrailer}. It is
 * written under a temporary name, so that it is complete or missing.
 *
 * @param damaged whether an image with a wrong checksum was read
 */
record CacheFile(Path file, CacheSource source, ItemDecoder decoder, AtomicBoolean damaged) {
  private static final Logger LOG = LoggerFactory.getLogger(CacheFile.class);

  /** Returns the images, decoded before if the file does not have them as they are now. */
  CachedImages open(Decoding decoding) throws IOException {
    String stamp = source.stamp();
    Optional<CachedImages> present = present(stamp);
    if (present.isPresent()) {
      return present.get();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (CacheLock lock = CacheLock.await(file)) {
      Optional<CachedImages> made = present(stamp); // by the process that had the lock before
      if (made.isPresent()) {
        return made.get();
      }
      write(stamp, decoding);
    }
    return present(stamp).orElseThrow(() -> new IOException(file + ": was replaced while it was read; start again"));
  }

  /** Returns the images if the file exists, is complete and is made from the source as it is. */
  private Optional<CachedImages> present(String stamp) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Optional<CacheTrailer> trailer =
          CacheTrailer.read(channel).filter(found -> found.stamp().equals(stamp));
      return trailer.isPresent() ? Optional.of(mapped(channel, trailer.get())) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private CachedImages mapped(FileChannel channel, CacheTrailer trailer) throws IOException {
    int[] items = IntStream.range(0, source.items()).filter(item -> trailer.images()[item]).toArray();
    MappedPixels pixels = new MappedPixels(channel, trailer, this::repaired, source::file, digests());
    return new CachedImages(source.shape(), pixels, items, source.items() - items.length, trailer.changes());
  }

  private void write(String stamp, Decoding decoding) throws IOException {
    long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
    if (source.bytes() > free) {
      throw new IOException("decoded images take " + ByteSize.gigabytes(source.bytes()) + ", "
          + file.toAbsolutePath().getParent() + " has " + ByteSize.gigabytes(free));
    }
    LOG.info("decoding {} images to {}", NumberLabel.of(source.items()), file);
    digests().clear();
    Stopwatch time = Stopwatch.start();
    new DurableFile(file).write(
        channel -> new ParallelDecoding(source, decoder, decoding, channel).run(stamp).write(channel));
    LOG.info("decoded {} images in {}, {} per second", NumberLabel.of(source.items()), time.label(),
        NumberLabel.of(Math.round(source.items() / time.seconds())));
  }

  private byte[] repaired(int item) {
    if (damaged.compareAndSet(false, true)) {
      LOG.warn("{}: is damaged; what is damaged is decoded again now, and all images at the next start", file);
      deleteDamaged();
    }
    return decoder.decode(item).orElseThrow(() -> new DataException(
        file + ": image " + item + " is damaged, and its source has changed; start again")).planes();
  }

  private void deleteDamaged() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{}; delete the file", IoMessage.of(e)); // Windows does not delete a file that is mapped
    }
  }

  private RememberedDigests digests() {
    return new RememberedDigests(file);
  }
}
