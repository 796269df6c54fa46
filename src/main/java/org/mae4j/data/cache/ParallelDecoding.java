package org.mae4j.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.mae4j.base.UncheckedFailure;
import org.mae4j.data.Decoding;

/** Decodes all items of a source on several threads, and writes each image to its place in a file. */
final class ParallelDecoding {
  private final CacheSource source;
  private final ItemDecoder decoder;
  private final Decoding decoding;
  private final FileChannel channel;
  private final boolean[] images;
  private final int[] checksums;
  private final SortedMap<String, Integer> changes = new TreeMap<>();
  private final AtomicInteger next = new AtomicInteger();
  /** Items from here on are not decoded, because this one failed. */
  private final AtomicInteger end;
  private int done;

  /** An item that cannot be decoded or written. */
  private record FailedItem(int item, RuntimeException reason) {}

  ParallelDecoding(CacheSource source, ItemDecoder decoder, Decoding decoding, FileChannel channel) {
    this.source = source;
    this.decoder = decoder;
    this.decoding = decoding;
    this.channel = channel;
    this.images = new boolean[source.items()];
    this.checksums = new int[source.items()];
    this.end = new AtomicInteger(source.items());
  }

  /**
   * Decodes the items.
   *
   * @param stamp stamp of the source before it is read
   * @throws org.mae4j.data.DataException if an item cannot be decoded; if several cannot, that of the first
   */
  CacheTrailer run(String stamp) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(decoding.threads());
    try {
      List<CompletableFuture<Optional<FailedItem>>> tasks = Collections.nCopies(decoding.threads(), threads).stream()
          .map(executor -> CompletableFuture.supplyAsync(this::decodeSome, executor)).toList();
      Optional<FailedItem> first = tasks.stream().map(CompletableFuture::join).flatMap(Optional::stream)
          .min(Comparator.comparingInt(FailedItem::item));
      if (first.isPresent()) {
        throw first.get().reason();
      }
      return new CacheTrailer(stamp, source.shape().size(), images, checksums, changes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CompletionException e) {
      throw UncheckedFailure.of(e.getCause(), "a thread that decodes images failed");
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<FailedItem> decodeSome() {
    for (int item = next.getAndIncrement(); item < end.get(); item = next.getAndIncrement()) {
      try {
        decode(item);
      } catch (RuntimeException e) {
        end.accumulateAndGet(item, Math::min);
        return Optional.of(new FailedItem(item, e));
      }
    }
    return Optional.empty();
  }

  private void decode(int item) {
    Optional<DecodedImage> decoded = decoder.decode(item);
    decoded.ifPresent(image -> write(item, ByteBuffer.wrap(image.planes())));
    synchronized (this) {
      decoded.stream().flatMap(image -> image.changes().stream()).forEach(name -> changes.merge(name, 1, Integer::sum));
      decoding.listener().decoded(++done, source.items());
    }
  }

  private void write(int item, ByteBuffer image) {
    images[item] = true;
    checksums[item] = CacheTrailer.checksum(image.duplicate());
    long position = (long) item * source.shape().size();
    try {
      while (image.hasRemaining()) {
        position += channel.write(image, position);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
