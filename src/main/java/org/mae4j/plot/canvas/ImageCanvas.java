package org.mae4j.plot.canvas;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A canvas that is an image. */
public final class ImageCanvas implements PlotCanvas, AutoCloseable {
  private final BufferedImage image;
  private final Graphics2D graphics;

  private ImageCanvas(int width, int height, int type) {
    image = new BufferedImage(width, height, type);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** Returns a white canvas. */
  public static ImageCanvas white(int width, int height) {
    ImageCanvas canvas = new ImageCanvas(width, height, BufferedImage.TYPE_INT_RGB);
    canvas.fill(new Rectangle(width, height), Color.WHITE);
    return canvas;
  }

  /** Returns a canvas without a background, which shows that of a light or a dark page. */
  public static ImageCanvas transparent(int width, int height) {
    return new ImageCanvas(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  @Override
  public void fill(Rectangle area, Color color) {
    graphics.setColor(color);
    graphics.fill(area);
  }

  @Override
  public void line(List<Point2D> points, double width, List<Integer> dashes, Color color) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    points.forEach(point -> path.lineTo(point.getX(), point.getY()));
    float[] lengths = new float[dashes.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = dashes.get(i);
    }
    graphics.setColor(color);
    graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1,
        lengths.length == 0 ? null : lengths, 0));
    graphics.draw(path);
  }

  @Override
  public void dot(Point2D center, double radius, Color color) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(center.getX() - radius, center.getY() - radius, 2 * radius, 2 * radius));
  }

  /** Draws a picture with each pixel enlarged to a square of {@code scale} pixels. */
  public void picture(BufferedImage picture, int x, int y, int scale) {
    graphics.drawImage(picture, x, y, picture.getWidth() * scale, picture.getHeight() * scale, null);
  }

  /** Draws a picture of any size, smoothly reduced to an area. */
  public void reduced(BufferedImage picture, Rectangle area) {
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, area.x, area.y, area.width, area.height, null);
  }

  @Override
  public void text(String text, Rectangle area, double alignment, Font font, Color color) {
    graphics.setFont(font);
    graphics.setColor(color);
    var metrics = graphics.getFontMetrics();
    double x = area.x + alignment * (area.width - metrics.stringWidth(text));
    int y = area.y + (area.height - metrics.getHeight()) / 2 + metrics.getAscent();
    graphics.drawString(text, (float) x, y);
  }

  @Override
  public void upwards(String text, Rectangle area, double alignment, Font font) {
    var upright = graphics.getTransform();
    graphics.translate(area.x, area.y + area.height);
    graphics.rotate(-Math.PI / 2);
    text(text, new Rectangle(area.height, area.width), alignment, font, INK);
    graphics.setTransform(upright);
  }

  public BufferedImage image() {
    return image;
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
