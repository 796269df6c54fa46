package org.mae4j.report.block;

import java.util.List;

/**
 * A table of images: each row shows a query image and its nearest neighbors.
 *
 * @param ranks column headings of the neighbors, 1 for the nearest
 */
public record Gallery(String caption, List<Integer> ranks, List<NeighborRow> rows) implements ReportBlock {
  /** A query image and its neighbors, the nearest first. */
  public record NeighborRow(Tile query, List<Tile> neighbors) {}

  /**
   * An image with its label.
   *
   * @param name name of the class of the image
   * @param note text after the name; may be empty
   * @param other whether the class differs from the class of the query
   */
  public record Tile(Picture picture, String name, String note, boolean other) {}

  @Override
  public String kind() {
    return "gallery";
  }
}
