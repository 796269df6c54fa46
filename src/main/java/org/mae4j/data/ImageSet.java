package org.mae4j.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.config.ImageShape;
import org.mae4j.data.pixel.HeapPixels;
import org.mae4j.data.pixel.JoinedPixels;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.data.pixel.PixelStore;

/**
 * Images with or without labels, immutable. Each value is an unsigned byte, in channel-major order: the red plane, then
 * green, then blue, rows from the top. Subsets share the values of the set that they were taken from.
 */
public final class ImageSet {
  /** The label of an image whose class is not known. */
  public static final int UNLABELED = -1;
  /** The largest number of classes. */
  public static final int MAX_CLASSES = 65_536;

  private final ImageShape shape;
  private final List<String> classNames;
  private final PixelStore pixels;
  /** Index in {@code pixels} of each image. */
  private final int[] places;
  private final int[] labels;
  private volatile Optional<String> digest = Optional.empty();

  /**
   * Makes a set that owns the arrays; the caller must not change them afterwards.
   *
   * @param classNames names of the classes, at most {@link #MAX_CLASSES}; empty if no image has a label
   * @param pixels values of all images, {@code labels.length · shape.size()} bytes
   * @param labels index into {@code classNames} of each image, or {@link #UNLABELED}
   * @throws IllegalArgumentException if the lengths do not match, there are too many classes, or a label has no class
   */
  public ImageSet(ImageShape shape, List<String> classNames, byte[] pixels, int[] labels) {
    this(shape, classNames, new HeapPixels(pixels, shape.size()), IntStream.range(0, labels.length).toArray(), labels);
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(pixels.length + " values are not " + labels.length + " images of " + shape);
    }
  }

  /**
   * Makes a set of some images of a store, which owns the arrays.
   *
   * @param places index in {@code pixels} of each image
   * @param labels index into {@code classNames} of each image, or {@link #UNLABELED}
   * @throws IllegalArgumentException if the lengths do not match, there are too many classes, or a label has no class
   */
  public ImageSet(ImageShape shape, List<String> classNames, PixelStore pixels, int[] places, int[] labels) {
    if (classNames.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(classNames.size() + " classes are more than " + MAX_CLASSES);
    }
    if (places.length != labels.length) {
      throw new IllegalArgumentException(places.length + " images have " + labels.length + " labels");
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
    this.places = places;
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

  /** Returns where the values of the images are, which other sets may share. */
  PixelStore pixels() {
    return pixels;
  }

  /** Returns the class of an image, an index into {@link #classNames()}, or {@link #UNLABELED}. */
  public int label(int index) {
    return labels[index];
  }

  /** Returns the file that has only this image; empty if there is none, or it is not known. */
  public Optional<Path> file(int index) {
    return pixels.file(places[index]);
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

  /** Writes an image, [C, H, W], to {@code target} from {@code offset} on, scaled from 0…255 to [-1, 1]. */
  public void copyTo(int index, float[] target, int offset) {
    PixelScale.ofBytes(values(index), shape.size(), target, offset);
  }

  /** Returns the first {@code count} images, or of all if there are fewer. */
  public ImageSet first(int count) {
    return subset(IntStream.range(0, Math.min(count, size())).toArray());
  }

  /** Returns the values of an image, [C, H, W]. */
  ByteBuffer values(int index) {
    return pixels.read(places[index]);
  }

  /** Returns the images at {@code indices}, in that order. */
  public ImageSet subset(int[] indices) {
    return new ImageSet(shape, classNames, pixels, Arrays.stream(indices).map(i -> places[i]).toArray(),
        Arrays.stream(indices).map(i -> labels[i]).toArray());
  }

  /** Returns the images for which {@code chosen} is {@code wanted}, in order. */
  ImageSet subset(boolean[] chosen, boolean wanted) {
    return subset(IntStream.range(0, chosen.length).filter(i -> chosen[i] == wanted).toArray());
  }

  /** Returns the same images without labels and classes. */
  public ImageSet withoutLabels() {
    int[] none = new int[size()];
    Arrays.fill(none, UNLABELED);
    return new ImageSet(shape, List.of(), pixels, places, none);
  }

  /** Returns these images, and {@code others} without their labels after them. */
  ImageSet joined(ImageSet others) {
    int[] allPlaces = Arrays.copyOf(places, size() + others.size());
    int[] allLabels = Arrays.copyOf(labels, size() + others.size());
    int first = Arrays.stream(places).max().orElse(-1) + 1;
    for (int i = 0; i < others.size(); i++) {
      allPlaces[size() + i] = first + others.places[i];
    }
    Arrays.fill(allLabels, size(), allLabels.length, UNLABELED);
    return new ImageSet(shape, classNames, new JoinedPixels(pixels, first, others.pixels), allPlaces, allLabels);
  }

  /**
   * Returns the SHA-256 of shape, class names, labels and pixels in hexadecimal; equal sets have equal digests. It is
   * computed once.
   */
  public String digest() {
    String hex = digest.orElseGet(new ImageSetDigest(this)::hex);
    digest = Optional.of(hex);
    return hex;
  }

  /** Returns the index of each image among those of its store. */
  int[] places() {
    return places;
  }
}
