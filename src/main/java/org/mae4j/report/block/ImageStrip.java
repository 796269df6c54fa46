package org.mae4j.report.block;

import java.util.List;

/**
 * A row of pictures that scrolls horizontally.
 *
 * @param label description for screen readers
 */
public record ImageStrip(String label, List<Frame> frames) implements ReportBlock {

  /** @param caption text below the picture */
  public record Frame(Picture picture, String caption) {}

  @Override
  public String kind() {
    return "strip";
  }
}
