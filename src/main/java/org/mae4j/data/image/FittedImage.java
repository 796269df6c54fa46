package org.mae4j.data.image;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An image in the shape of a data set, and what was done to it.
 *
 * @param planes values, [C, H, W], one unsigned byte per value
 * @param resized whether the image had another size and was cropped, padded or resized
 * @param turned whether its EXIF orientation turned or mirrored it
 * @param composited whether it had transparent pixels, which got the background color
 */
public record FittedImage(byte[] planes, boolean resized, boolean turned, boolean composited) {
  /** The names of what can be done to an image. */
  public static final String RESIZED = "resized";
  public static final String TURNED = "turned";
  public static final String COMPOSITED = "composited";

  /** Returns the names of what was done to the image. */
  public Set<String> changes() {
    return Stream.of(resized ? RESIZED : "", turned ? TURNED : "", composited ? COMPOSITED : "")
        .filter(change -> !change.isEmpty()).collect(Collectors.toUnmodifiableSet());
  }
}
