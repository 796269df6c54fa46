package org.mae4j.library;

import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.mae4j.base.UncheckedFailure;
import org.mae4j.base.machine.PhysicalCores;
import org.mae4j.base.text.NumberLabel;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.data.DataException;
import org.mae4j.data.image.ImageFileReader;
import org.mae4j.engine.parallel.Threads;
import org.mae4j.eval.Features;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes images to a model in batches. Batches are read ahead and computed on several threads; results come in the order
 * of the images, on the thread of the caller.
 */
final class ImagePipeline {
  private static final Logger LOG = LoggerFactory.getLogger(ImagePipeline.class);
  /** With fewer images, single ones are computed: a batch takes as long as if it was full. */
  private static final int FEW = 8;

  private final DataConfig data;
  private final ImageFileReader reader;
  private final int threads;

  ImagePipeline(ExperimentConfig config) {
    this.data = config.data();
    this.reader = ImageFileReader.of(data);
    this.threads = Threads.of(config);
  }

  /** Computes the result of each image of a batch. */
  interface BatchModel<T> {
    /** @param images number of images in {@code pixels} that are not padding, the first ones */
    List<T> compute(float[] pixels, int images);
  }

  /** A batch that has been read, without the images that were skipped. */
  private record ReadBatch(List<ImageName> names, float[] pixels) {}

  /** The results of a batch. */
  private record ComputedBatch<T>(List<ImageName> names, List<T> results) {
    void forEach(BiConsumer<ImageName, T> consumer) {
      for (int i = 0; i < names.size(); i++) {
        consumer.accept(names.get(i), results.get(i));
      }
    }
  }

  /**
   * Computes all images.
   *
   * @throws DataException naming an image that cannot be read, unless the configuration skips such images and there are
   *     others, or a file that has vanished
   */
  <T> void run(Images images, BatchModel<T> model, BiConsumer<ImageName, T> results) {
    AtomicInteger computed = new AtomicInteger();
    runBatches(images, model, (name, result) -> {
      computed.incrementAndGet();
      results.accept(name, result);
    });
    int skipped = images.size() - computed.get();
    if (skipped > 0 && computed.get() == 0) {
      throw new DataException("none of the " + NumberLabel.of(skipped) + " images can be read");
    }
    if (skipped > 0) {
      LOG.warn("skipped {} of {} images", NumberLabel.of(skipped), NumberLabel.of(images.size()));
    }
  }

  private <T> void runBatches(Images images, BatchModel<T> model, BiConsumer<ImageName, T> results) {
    int size = images.size() < FEW ? 1 : Features.BATCH;
    int batches = (images.size() + size - 1) / size;
    if (batches == 1) {
      computed(read(images, 0, size), model).forEach(results);
      return;
    }
    ExecutorService readers = Executors.newFixedThreadPool(PhysicalCores.count());
    ExecutorService computers = Executors.newFixedThreadPool(threads);
    try {
      Deque<CompletableFuture<ComputedBatch<T>>> ahead = new ArrayDeque<>();
      for (int i = 0; i < batches; i++) {
        int batch = i;
        ahead.add(CompletableFuture.supplyAsync(() -> read(images, batch, size), readers)
            .thenApplyAsync(read -> computed(read, model), computers));
        if (ahead.size() > 2 * (PhysicalCores.count() + threads)) {
          ahead.remove().join().forEach(results);
        }
      }
      ahead.forEach(batch -> batch.join().forEach(results));
    } catch (CompletionException e) {
      throw UncheckedFailure.of(e.getCause(), "a thread that reads or computes images failed");
    } finally {
      readers.shutdownNow();
      computers.shutdownNow();
    }
  }

  /** Returns an image, [C, H, W], with values in [-1, 1]. @throws DataException naming it, if it cannot be read */
  float[] pixels(Images images, int index) {
    float[] pixels = new float[data.image().size()];
    images.copyTo(index, reader, pixels, 0);
    return pixels;
  }

  private ReadBatch read(Images images, int batch, int size) {
    int length = data.image().size();
    float[] pixels = new float[size * length];
    List<ImageName> names = new ArrayList<>();
    for (int i = batch * size; i < Math.min(images.size(), (batch + 1) * size); i++) {
      try {
        images.copyTo(i, reader, pixels, names.size() * length);
        names.add(images.name(i));
      } catch (DataException e) {
        if (!data.skipUnreadable() || images.size() == 1 || e.getCause() instanceof NoSuchFileException) {
          throw e;
        }
        LOG.warn("skipped {}", e.getMessage());
      }
    }
    for (int row = names.size(); row < size; row++) {
      System.arraycopy(pixels, 0, pixels, row * length, length);
    }
    return new ReadBatch(names, pixels);
  }

  private static <T> ComputedBatch<T> computed(ReadBatch batch, BatchModel<T> model) {
    return new ComputedBatch<>(batch.names(),
        batch.names().isEmpty() ? List.of() : model.compute(batch.pixels(), batch.names().size()));
  }
}
