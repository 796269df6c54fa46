package org.mae4j.report.block;

import java.util.List;

/**
 * Pictures in a row that can be scrolled.
 *
 * @param label what they show, for those who do not see it
 */
public record ImageStrip(String label, List<Frame> frames) implements ReportBlock {

  /** @param caption below the picture */
  public record Frame(Picture picture, String caption) {}

  @Override
  public String kind() {
    return "strip";
  }
}
