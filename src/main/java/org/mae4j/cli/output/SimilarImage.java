package org.mae4j.cli.output;

import org.mae4j.library.ImageName;

/**
 * An image that was found.
 *
 * @param similarity cosine of the angle between its features and those of the image that was asked for, in [-1, 1]
 */
public record SimilarImage(ImageName name, float similarity) {}
