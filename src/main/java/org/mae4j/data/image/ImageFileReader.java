package org.mae4j.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageFit;
import org.mae4j.config.ImageShape;
import org.mae4j.data.image.file.ImageFile;

/**
 * Reads image files of any size and of the formats of {@link org.mae4j.data.image.file.ImageType}, and gives them one
 * shape. An image that has the shape already keeps its values. Safe for use by several threads.
 */
public final class ImageFileReader {
  /** With less, an image of many pixels in a small file could use up the memory. The largest camera has as many. */
  private static final long MAX_PIXELS = 200_000_000;
  private static final long MAX_BYTES = 1 << 29;

  private final ImageDecoder decoder;
  private final Fitting fitting;

  /** @param background color behind transparent pixels and beside padded images, 0xRRGGBB */
  public ImageFileReader(ImageShape shape, ImageFit fit, int background) {
    this.decoder = new ImageDecoder(shape.channels(), background);
    this.fitting = new Fitting(shape, fit, background);
  }

  /** Returns a reader of images in the shape that a configuration sets. */
  public static ImageFileReader of(DataConfig config) {
    return new ImageFileReader(config.image(), config.fit(), config.backgroundColor());
  }

  /** @throws IOException if the file cannot be read, or as {@link #read(byte[])} does; the message names no file then */
  public FittedImage read(Path file) throws IOException {
    return read(content(file));
  }

  /**
   * Returns the content of an image file.
   *
   * @throws IOException if the file cannot be read or is larger than 512 MiB
   */
  public static byte[] content(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("file is larger than " + (MAX_BYTES >> 20) + " MiB");
    }
    return Files.readAllBytes(file);
  }

  /**
   * Decodes an image and fits it to the shape. Of an animation, the first image is used.
   *
   * @param content content of an image file
   * @throws IOException if it is no image, truncated, of more than 200 million pixels, or has another size than the
   *     shape and may not be resized
   */
  public FittedImage read(byte[] content) throws IOException {
    ImageFile file = ImageFile.of(content);
    if (file.width() * file.height() > MAX_PIXELS) {
      throw new IOException("image has " + file.width() + "×" + file.height() + " pixels; at most "
          + MAX_PIXELS / 1_000_000 + " million are read");
    }
    file.requireComplete();
    try (PointerScope scope = nativeMemory()) {
      ImageDecoder.Decoded decoded = decoder.decode(file);
      fitting.require(decoded.image(), decoded.turned());
      Mat fitted = fitting.apply(decoded.image());
      return new FittedImage(planes(fitted), !fitting.isFitting(decoded.image()), decoded.turned(),
          decoded.composited());
    } catch (RuntimeException e) {
      throw new IOException("not a readable image", e);
    }
  }

  /** Returns a scope that frees all images of OpenCV that this thread makes in it. */
  @SuppressWarnings("unchecked") // its parameter is an array of a generic type
  private static PointerScope nativeMemory() {
    return new PointerScope();
  }

  /**
   * Fits an image in memory to the shape. Its values are those of a PNG file of it.
   *
   * @throws IOException as {@link #read(byte[])}
   */
  public FittedImage fit(BufferedImage image) throws IOException {
    return read(PngEncoding.of(image));
  }

  /** Returns the values of an image in OpenCV's order, blue, green, red, as planes of red, green, blue. */
  private static byte[] planes(Mat image) {
    int channels = image.channels();
    byte[] pixels = new byte[image.rows() * image.cols() * channels];
    new BytePointer(image.data()).get(pixels);
    byte[] planes = new byte[pixels.length];
    int size = pixels.length / channels;
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < channels; c++) {
        planes[(channels - 1 - c) * size + i] = pixels[i * channels + c];
      }
    }
    return planes;
  }
}
