package org.mae4j.data.image;

/**
 * An image in the shape of a data set, and what was done to it.
 *
 * @param planes values, [C, H, W], one unsigned byte per value
 * @param resized whether the image had another size and was cropped, padded or resized
 * @param turned whether its EXIF orientation turned or mirrored it
 * @param composited whether it had transparent pixels, which got the background color
 */
public record FittedImage(byte[] planes, boolean resized, boolean turned, boolean composited) {}
