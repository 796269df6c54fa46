package org.mae4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;

/**
 * Labeled images in memory, immutable. Each value is an unsigned byte, in channel-major order: the red plane, then
 * green, then blue, rows from the top. CIFAR-10 takes 184 MB.
 */
public final class ImageSet {
  private final ImageShape shape;
  private final List<String> classNames;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Makes a set that owns the arrays; the caller must not change them afterwards.
   *
   * @param classNames names of the classes, at most 256
   * @param pixels values of all images, {@code labels.length · shape.size()} bytes
   * @param labels index into {@code classNames} of each image, an unsigned byte
   * @throws IllegalArgumentException if the lengths do not match or a label has no class
   */
  public ImageSet(ImageShape shape, List<String> classNames, byte[] pixels, byte[] labels) {
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(pixels.length + " values are not " + labels.length + " images of " + shape);
    }
    for (byte label : labels) {
      if (Byte.toUnsignedInt(label) >= classNames.size()) {
        throw new IllegalArgumentException(
            "label " + Byte.toUnsignedInt(label) + " is not below the number of classes, " + classNames.size());
      }
    }
    this.shape = shape;
    this.classNames = List.copyOf(classNames);
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Returns an array for the pixels of {@code images} images.
   *
   * @throws DataException if they do not fit in one array, which holds 2 GiB
   */
  public static byte[] allocate(ImageShape shape, int images) {
    if ((long) images * shape.size() > Integer.MAX_VALUE - 8) {
      throw new DataException(images + " images of " + shape + " do not fit in memory; at most 2 GiB of pixels do");
    }
    return new byte[images * shape.size()];
  }

  public int size() {
    return labels.length;
  }

  public ImageShape shape() {
    return shape;
  }

  public List<String> classNames() {
    return classNames;
  }

  /** Returns the class of an image, an index into {@link #classNames()}. */
  public int label(int index) {
    return Byte.toUnsignedInt(labels[index]);
  }

  /** Returns the number of images of each class, in the order of {@link #classNames()}. */
  public int[] classCounts() {
    int[] counts = new int[classNames.size()];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }

  /** Writes an image, [C, H, W], to {@code target} from {@code offset} on, scaled from 0…255 to [-1, 1]. */
  public void copyTo(int index, float[] target, int offset) {
    int length = shape.size();
    int start = index * length;
    for (int i = 0; i < length; i++) {
      target[offset + i] = Byte.toUnsignedInt(pixels[start + i]) / 127.5f - 1;
    }
  }

  /** Returns a copy of the first {@code count} images, or of all if there are fewer. */
  public ImageSet first(int count) {
    return subset(IntStream.range(0, Math.min(count, size())).toArray());
  }

  /** Returns a copy of the images at {@code indices}, in that order. */
  public ImageSet subset(int[] indices) {
    int length = shape.size();
    byte[] chosenPixels = new byte[indices.length * length];
    byte[] chosenLabels = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * length, chosenPixels, i * length, length);
      chosenLabels[i] = labels[indices[i]];
    }
    return new ImageSet(shape, classNames, chosenPixels, chosenLabels);
  }

  /** Returns the SHA-256 of shape, class names, labels and pixels in hexadecimal; equal sets have equal digests. */
  public String digest() {
    MessageDigest sha = sha256();
    sha.update(ByteBuffer.allocate(4 * Integer.BYTES)
        .putInt(shape.channels()).putInt(shape.height()).putInt(shape.width()).putInt(size()).array());
    sha.update((String.join("\n", classNames) + "\n").getBytes(StandardCharsets.UTF_8));
    sha.update(labels);
    sha.update(pixels);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
