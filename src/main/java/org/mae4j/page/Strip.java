package org.mae4j.page;

import java.util.List;

/**
 * Pictures in a row that can be scrolled.
 *
 * @param label what they show, for those who do not see it
 */
record Strip(String label, List<Frame> frames) implements Part {

  /** @param caption below the picture */
  record Frame(Picture picture, String caption) {}

  @Override
  public String kind() {
    return "strip";
  }
}
