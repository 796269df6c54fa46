package org.mae4j.plot;

import java.awt.Color;
import java.util.List;

/**
 * The colors of lines and dots. Their order is that of Okabe and Ito (Color Universal Design, 2008), which color-blind
 * readers can distinguish; they are dark enough for a white page. The style sheet of reports has the same colors.
 */
public final class PlotColors {
  private static final List<Color> COLORS = List.of(
      new Color(0x0072b2), new Color(0xd55e00), new Color(0x008a63), new Color(0xb0487f), new Color(0xb07d00),
      new Color(0x2f9bd6), new Color(0x333333), new Color(0x7a52c7), new Color(0x7f5a3a), new Color(0x6c8f00));

  private PlotColors() {}

  /** Returns the number of colors. */
  public static int count() {
    return COLORS.size();
  }

  /** Returns the color of an index; the colors repeat. @param index at least 0 */
  public static Color of(int index) {
    return COLORS.get(index % COLORS.size());
  }

  /**
   * Returns the dashes of a line: neighbors differ in them as well as in color, and a color that repeats is dotted.
   *
   * @return alternating lengths of dashes and gaps in pixels; empty for a solid line
   */
  static List<Integer> dashes(int index) {
    int color = index % COLORS.size();
    return index >= COLORS.size() ? List.of(2, 5) : color > 0 && color % 2 == 0 ? List.of(8, 6) : List.of();
  }
}
