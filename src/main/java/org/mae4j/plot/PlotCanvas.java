package org.mae4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;

/** A white image with methods to draw pictures and text. */
final class PlotCanvas implements AutoCloseable {
  static final Color INK = new Color(0x222222);

  private final BufferedImage image;
  private final Graphics2D graphics;

  PlotCanvas(int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    fill(new Rectangle(width, height), Color.WHITE);
  }

  static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** Returns the width of {@code text} in pixels. */
  static int widthOf(String text, Font font) {
    return (int) Math.ceil(font.getStringBounds(text, new FontRenderContext(null, true, false)).getWidth());
  }

  void fill(Rectangle area, Color color) {
    graphics.setColor(color);
    graphics.fill(area);
  }

  /** Draws a picture with each pixel enlarged to a square of {@code scale} pixels. */
  void picture(BufferedImage picture, int x, int y, int scale) {
    graphics.drawImage(picture, x, y, picture.getWidth() * scale, picture.getHeight() * scale, null);
  }

  /**
   * Draws one line of text, vertically centered in {@code area}.
   *
   * @param alignment horizontal alignment: 0 is left, 0.5 is centered, 1 is right
   */
  void text(String text, Rectangle area, double alignment, Font font, Color color) {
    graphics.setFont(font);
    graphics.setColor(color);
    var metrics = graphics.getFontMetrics();
    double x = area.x + alignment * (area.width - metrics.stringWidth(text));
    int y = area.y + (area.height - metrics.getHeight()) / 2 + metrics.getAscent();
    graphics.drawString(text, (float) x, y);
  }

  /** Draws one line of text that runs upwards from the lower end of {@code area}. */
  void upwards(String text, Rectangle area, Font font) {
    var upright = graphics.getTransform();
    graphics.translate(area.x, area.y + area.height);
    graphics.rotate(-Math.PI / 2);
    text(text, new Rectangle(area.height, area.width), 0, font, INK);
    graphics.setTransform(upright);
  }

  BufferedImage image() {
    return image;
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
