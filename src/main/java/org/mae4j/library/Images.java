package org.mae4j.library;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.PathText;
import org.mae4j.data.DataException;
import org.mae4j.data.ImageSet;
import org.mae4j.data.image.FittedImage;
import org.mae4j.data.image.ImageFileReader;
import org.mae4j.data.pixel.PixelScale;

/** Images for a model, in order. Files are read when a model needs them. Immutable. */
public final class Images {
  private final List<ImageName> names;
  private final ImageContent content;

  /** Reads the pixels of images. */
  private interface ImageContent {
    /** Writes image {@code index}, [C, H, W], to {@code target} from {@code offset} on, with values in [-1, 1]. */
    void copyTo(int index, ImageFileReader reader, float[] target, int offset) throws IOException;
  }

  private Images(List<ImageName> names, ImageContent content) {
    this.names = List.copyOf(names);
    this.content = content;
  }

  /** Returns images in memory, of any size. They are used as decoded: an orientation in the EXIF data is not known. */
  public static Images of(List<BufferedImage> images) {
    List<BufferedImage> copy = images.stream().map(Images::requireImage).toList();
    List<ImageName> names = IntStream.range(0, copy.size())
        .mapToObj(i -> new ImageName("image " + i, Optional.empty(), Optional.empty())).toList();
    return new Images(names, (index, reader, target, offset) -> write(reader.fit(copy.get(index)), target, offset));
  }

  /** Returns an image in memory. */
  static Images of(BufferedImage image) {
    return of(List.of(requireImage(image)));
  }

  private static BufferedImage requireImage(BufferedImage image) {
    return Objects.requireNonNull(image,
        "the image is null; ImageIO.read returns null for formats that it does not know, and Images.at reads more");
  }

  /**
   * Returns the images of files and of folders, and of the folders in these. Files in a folder that are no images, by
   * the endings of their names and by their first bytes, are left out, and so are hidden files.
   *
   * @throws org.mae4j.base.UserException if a path does not exist or a folder has no images
   */
  public static Images at(Path... paths) {
    return ofFiles(ImageFolder.names(Arrays.asList(paths)));
  }

  /** Returns the images of files. @param names names with a file */
  private static Images ofFiles(List<ImageName> names) {
    return new Images(names, (index, reader, target, offset) -> write(
        reader.read(names.get(index).file().orElseThrow()), target, offset));
  }

  /** Returns the images of a part of the data of a run. @param split name of the part */
  static Images of(ImageSet images, String split) {
    List<ImageName> names = IntStream.range(0, images.size())
        .mapToObj(i -> new ImageName(images.file(i).map(PathText::of).orElse(split + " " + i), images.file(i),
            Optional.of(images.label(i)).filter(label -> label != ImageSet.UNLABELED).map(images.classNames()::get)))
        .toList();
    return new Images(names, (index, reader, target, offset) -> images.copyTo(index, target, offset));
  }

  private static void write(FittedImage image, float[] target, int offset) {
    PixelScale.ofBytes(ByteBuffer.wrap(image.planes()), image.planes().length, target, offset);
  }

  /** Returns the number of images. */
  public int size() {
    return names.size();
  }

  /** Returns the name of an image. @param index in [0, {@link #size()}) */
  public ImageName name(int index) {
    return names.get(index);
  }

  /** Writes an image to {@code target}. @throws DataException naming the image, if it cannot be read */
  void copyTo(int index, ImageFileReader reader, float[] target, int offset) {
    try {
      content.copyTo(index, reader, target, offset);
    } catch (IOException e) {
      throw new DataException(names.get(index).text() + ": " + IoMessage.problem(e), e);
    }
  }
}
