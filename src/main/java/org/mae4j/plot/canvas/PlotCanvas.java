package org.mae4j.plot.canvas;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.font.FontRenderContext;
import java.awt.geom.Point2D;
import java.util.List;

/** A white area of pixels on which pictures are drawn, in an image or in an SVG file. */
public interface PlotCanvas {
  Color INK = new Color(0x222222);

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** Returns the width of {@code text} in pixels. */
  static int widthOf(String text, Font font) {
    return (int) Math.ceil(font.getStringBounds(text, new FontRenderContext(null, true, false)).getWidth());
  }

  void fill(Rectangle area, Color color);

  /**
   * Draws a line through points.
   *
   * @param dashes alternating lengths of dashes and gaps in pixels; empty for a solid line
   */
  void line(List<Point2D> points, double width, List<Integer> dashes, Color color);

  void dot(Point2D center, double radius, Color color);

  /**
   * Draws one line of text, vertically centered in {@code area}.
   *
   * @param alignment horizontal alignment: 0 is left, 0.5 is centered, 1 is right
   */
  void text(String text, Rectangle area, double alignment, Font font, Color color);

  /** Draws one line of text that runs upwards in {@code area}. @param alignment position: 0 is the lower end */
  void upwards(String text, Rectangle area, double alignment, Font font);
}
