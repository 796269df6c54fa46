package org.mae4j.library;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mae4j.backend.Backend;
import org.mae4j.backend.device.Device;
import org.mae4j.backend.device.DeviceOpener;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.NetworkOutput;
import org.mae4j.experiment.checkpoint.LoadedEncoder;
import org.mae4j.experiment.directory.ExistingRun;

/**
 * The encoder of a run, which computes features of images. Images of any size get the shape of the training images as the
 * run did it. Safe for use by several threads; {@link #close} frees its native memory.
 */
public final class ImageEncoder implements AutoCloseable {
  private final LoadedEncoder encoder;
  private final Optional<Device> device;
  private final ImagePipeline pipeline;

  private ImageEncoder(LoadedEncoder encoder, Optional<Device> device) {
    this.encoder = encoder;
    this.device = device;
    this.pipeline = new ImagePipeline(encoder.config());
  }

  /**
   * Loads the encoder of a run.
   *
   * @param model run directory, whose best pre-trained encoder is loaded, or a checkpoint in its folder of checkpoints
   * @param settings settings {@code key=value} that take precedence over those of the run, such as {@code data.fit=pad}
   * @throws org.mae4j.base.UserException if there is none, or it is damaged or has another architecture
   */
  public static ImageEncoder load(Path model, String... settings) {
    return load(DeviceOpener.CPU, model, settings);
  }

  /** Loads the encoder of a run that computes on a {@link Processor}, which is closed with it. */
  public static ImageEncoder load(DeviceOpener devices, Path model, String... settings) {
    Backend.require();
    ExistingRun run = ExistingRun.at(model);
    ExperimentConfig config = run.config(Arrays.asList(settings));
    Optional<Device> device = devices.open(config.compute().precision());
    try {
      return new ImageEncoder(new LoadedEncoder(run.checkpoint(), config, Workers.of(config, device)), device);
    } catch (RuntimeException e) {
      device.ifPresent(Device::close);
      throw e;
    }
  }

  /** Returns the checkpoint that the encoder is from. */
  public Path checkpoint() {
    return encoder.origin().file();
  }

  /** Returns the SHA-256 that the checkpoint records of itself, in hexadecimal. */
  public String digest() {
    return encoder.origin().digest();
  }

  /** Returns the number of features of an image, or of a patch. */
  public int width() {
    return encoder.config().model().encoder().width();
  }

  /** Returns the number of patches of an image. */
  public int patches() {
    return encoder.config().model().patches(shape());
  }

  /** Returns the shape in which the encoder sees images. */
  public ImageShape shape() {
    return encoder.config().data().image();
  }

  /**
   * Returns an image as the encoder sees it, {@code [C, H, W]} with values in [-1, 1].
   *
   * @param index of the image, in [0, {@link Images#size()})
   * @throws org.mae4j.base.UserException naming the image, if it cannot be read
   */
  public float[] pixels(Images images, int index) {
    return pipeline.pixels(images, index);
  }

  /** Returns the pooled features of an image, which is used as decoded, {@code [width]}. */
  public float[] embed(BufferedImage image) {
    return embed(Images.of(image)).get(0).values();
  }

  /**
   * Returns the pooled features of images, in order. Their last bits depend on the number of images: fewer than 8 are
   * computed one by one, more in batches of 32.
   *
   * @throws org.mae4j.base.UserException naming an image that cannot be read
   */
  public List<Embedding> embed(Images images) {
    List<Embedding> embeddings = new ArrayList<>();
    embed(images, embeddings::add);
    return embeddings;
  }

  /**
   * Computes the pooled features of images.
   *
   * @param results receives each image in order, on the thread of the caller, while later images are computed
   * @throws org.mae4j.base.UserException naming an image that cannot be read
   */
  public void embed(Images images, Consumer<Embedding> results) {
    run(images, encoder.features(), results);
  }

  /** Computes the features of all patches of images, as {@link #embed(Images, Consumer)}. */
  public void embedPatches(Images images, Consumer<Embedding> results) {
    run(images, encoder.tokens(), results);
  }

  private void run(Images images, NetworkOutput output, Consumer<Embedding> results) {
    pipeline.run(images, (pixels, count) -> Arrays.asList(output.of(pixels, count)),
        (name, values) -> results.accept(new Embedding(name, values)));
  }

  /** Returns the images of a part of the data of the run: {@code train}, {@code validation} or {@code test}. */
  public Images split(String name) {
    return RunData.split(encoder.config(), name);
  }

  /** Waits for the images that other threads compute, and frees the memory. */
  @Override
  public void close() {
    encoder.close();
    device.ifPresent(Device::close);
  }
}
