package org.mae4j.data.cache;

import java.util.Set;

/**
 * An image that was decoded.
 *
 * @param planes values of the image, [C, H, W]
 * @param changes names of what was done to the image, such as {@code resized}; the images of each name are counted
 */
public record DecodedImage(byte[] planes, Set<String> changes) {}
