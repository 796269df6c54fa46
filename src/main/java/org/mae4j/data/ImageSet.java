package org.mae4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;

/**
 * Images in memory, with or without labels, immutable. Each value is an unsigned byte, in channel-major order: the red
 * plane, then green, then blue, rows from the top. CIFAR-10 takes 184 MB.
 */
public final class ImageSet {
  /** The label of an image whose class is not known. */
  public static final int UNLABELED = -1;
  /** The largest number of classes. */
  public static final int MAX_CLASSES = 65_536;

  private final ImageShape shape;
  private final List<String> classNames;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * Makes a set that owns the arrays; the caller must not change them afterwards.
   *
   * @param classNames names of the classes, at most {@link #MAX_CLASSES}; empty if no image has a label
   * @param pixels values of all images, {@code labels.length · shape.size()} bytes
   * @param labels index into {@code classNames} of each image, or {@link #UNLABELED}
   * @throws IllegalArgumentException if the lengths do not match, there are too many classes, or a label has no class
   */
  public ImageSet(ImageShape shape, List<String> classNames, byte[] pixels, int[] labels) {
    if (classNames.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(classNames.size() + " classes are more than " + MAX_CLASSES);
    }
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(pixels.length + " values are not " + labels.length + " images of " + shape);
    }
    for (int label : labels) {
      if (label < UNLABELED || label >= classNames.size()) {
        throw new IllegalArgumentException(
            "label " + label + " is not below the number of classes, " + classNames.size());
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

  /** Returns the class of an image, an index into {@link #classNames()}, or {@link #UNLABELED}. */
  public int label(int index) {
    return labels[index];
  }

  /** Returns whether each image has a label. */
  public boolean isLabeled() {
    return Arrays.stream(labels).noneMatch(label -> label == UNLABELED);
  }

  /** Returns the number of images of each class, in the order of {@link #classNames()}, without unlabeled images. */
  public int[] classCounts() {
    int[] counts = new int[classNames.size()];
    Arrays.stream(labels).filter(label -> label != UNLABELED).forEach(label -> counts[label]++);
    return counts;
  }

  /** Returns the same images without labels and classes. */
  public ImageSet withoutLabels() {
    int[] none = new int[labels.length];
    Arrays.fill(none, UNLABELED);
    return new ImageSet(shape, List.of(), pixels, none);
  }

  /** Writes an image, [C, H, W], to {@code target} from {@code offset} on, scaled from 0…255 to [-1, 1]. */
  public void copyTo(int index, float[] target, int offset) {
    int length = shape.size();
    int start = index * length;
    for (int i = 0; i < length; i++) {
      target[offset + i] = Byte.toUnsignedInt(pixels[start + i]) / 127.5f - 1;
    }
  }

  /** Returns a copy of the images at {@code indices}, in that order. */
  public ImageSet subset(int[] indices) {
    int length = shape.size();
    byte[] chosenPixels = new byte[indices.length * length];
    int[] chosenLabels = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(pixels, indices[i] * length, chosenPixels, i * length, length);
      chosenLabels[i] = labels[indices[i]];
    }
    return new ImageSet(shape, classNames, chosenPixels, chosenLabels);
  }

  /** Returns a copy of the images for which {@code chosen} is {@code wanted}, in order. */
  ImageSet subset(boolean[] chosen, boolean wanted) {
    return subset(IntStream.range(0, chosen.length).filter(i -> chosen[i] == wanted).toArray());
  }

  /** Returns these images, and {@code others} without their labels after them. */
  ImageSet joined(ImageSet others) {
    byte[] all = allocate(shape, size() + others.size());
    System.arraycopy(pixels, 0, all, 0, pixels.length);
    System.arraycopy(others.pixels, 0, all, pixels.length, others.pixels.length);
    int[] allLabels = Arrays.copyOf(labels, size() + others.size());
    Arrays.fill(allLabels, size(), allLabels.length, UNLABELED);
    return new ImageSet(shape, classNames, all, allLabels);
  }

  /** Returns the SHA-256 of shape, class names, labels and pixels in hexadecimal; equal sets have equal digests. */
  public String digest() {
    MessageDigest sha = sha256();
    sha.update(ByteBuffer.allocate(4 * Integer.BYTES)
        .putInt(shape.channels()).putInt(shape.height()).putInt(shape.width()).putInt(size()).array());
    sha.update((String.join("\n", classNames) + "\n").getBytes(StandardCharsets.UTF_8));
    sha.update(labelBytes());
    sha.update(pixels);
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Returns one byte per label where that is enough, as versions did that knew no more than 256 classes. */
  private byte[] labelBytes() {
    boolean bytes = classNames.size() <= 1 << Byte.SIZE && isLabeled();
    ByteBuffer buffer = ByteBuffer.allocate(labels.length * (bytes ? Byte.BYTES : Integer.BYTES));
    for (int label : labels) {
      if (bytes) {
        buffer.put((byte) label);
      } else {
        buffer.putInt(label);
      }
    }
    return buffer.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
