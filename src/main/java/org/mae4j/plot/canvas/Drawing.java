package org.mae4j.plot.canvas;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.mae4j.base.file.DurableFile;

/** A picture of lines, areas and text, which is written as an image and as an SVG document. */
public interface Drawing {
  /** Returns the width in pixels. */
  int width();

  /** Returns the height in pixels. */
  int height();

  void draw(PlotCanvas canvas);

  /** Returns the picture as an image. */
  default BufferedImage image() {
    try (ImageCanvas canvas = ImageCanvas.white(width(), height())) {
      draw(canvas);
      return canvas.image();
    }
  }

  /** Writes the picture as a PNG file and, beside it, as an SVG file. @param png name that ends in {@code .png} */
  default void write(Path png) throws IOException {
    PngFile.write(image(), png);
    SvgCanvas canvas = new SvgCanvas(width(), height());
    draw(canvas);
    Path svg = png.resolveSibling(png.getFileName().toString().replaceFirst("\\.png$", ".svg"));
    DurableFile.write(svg, canvas.document());
  }
}
