package org.mae4j.plot.canvas;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A canvas that is an SVG document. Text stays text, so it can be searched and edited. */
public final class SvgCanvas implements PlotCanvas {
  /** Distance of the base line of a text below its center, by the size of the font. */
  private static final double BASE_LINE = 0.35;

  private final StringBuilder text = new StringBuilder();

  public SvgCanvas(int width, int height) {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" "
        + "font-family=\"sans-serif\">%n", width, height);
    fill(new Rectangle(width, height), Color.WHITE);
  }

  @Override
  public void fill(Rectangle area, Color color) {
    add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n", area.x, area.y, area.width, area.height,
        hex(color));
  }

  @Override
  public void line(List<Point2D> points, double width, List<Integer> dashes, Color color) {
    String path = points.stream().map(point -> at(point.getX()) + "," + at(point.getY()))
        .collect(Collectors.joining(" "));
    String pattern = dashes.isEmpty() ? "" : " stroke-dasharray=\""
        + dashes.stream().map(String::valueOf).collect(Collectors.joining(" ")) + "\"";
    add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"round\" "
        + "stroke-linejoin=\"round\"%s/>%n", path, hex(color), at(width), pattern);
  }

  @Override
  public void dot(Point2D center, double radius, Color color) {
    add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>%n", at(center.getX()), at(center.getY()), at(radius),
        hex(color));
  }

  @Override
  public void text(String words, Rectangle area, double alignment, Font font, Color color) {
    String anchor = alignment == 0 ? "start" : alignment == 1 ? "end" : "middle";
    add("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
        at(area.x + alignment * area.width), at(area.getCenterY() + BASE_LINE * font.getSize()), anchor,
        font.getSize(), hex(color), escaped(words));
  }

  @Override
  public void upwards(String words, Rectangle area, double alignment, Font font) {
    add("<g transform=\"translate(%d %d) rotate(-90)\">%n", area.x, area.y + area.height);
    text(words, new Rectangle(area.height, area.width), alignment, font, INK);
    add("</g>%n");
  }

  /** Returns the document. */
  public String document() {
    return text + "</svg>\n";
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
  }

  private static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
