package org.mae4j.config;

/** How an image of another size gets the configured shape. */
public enum ImageFit {
  /** The largest centered part with the shape's ratio of width to height is resized. */
  CROP,
  /** The whole image is resized; the rest of the shape has the background color. */
  PAD,
  /** The whole image is resized; its ratio of width to height changes. */
  STRETCH,
  /** An image of another size is refused. */
  EXACT
}
