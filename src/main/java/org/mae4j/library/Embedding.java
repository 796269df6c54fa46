package org.mae4j.library;

/**
 * The features of an image.
 *
 * @param image name of the image
 * @param values pooled features {@code [width]}, or those of all patches {@code [patches · width]}, row by row of patches
 */
public record Embedding(ImageName image, float[] values) {}
