package org.mae4j.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.Workers;
import org.mae4j.eval.AttentionMap;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.plot.canvas.ImageCanvas;
import org.mae4j.plot.canvas.PlotCanvas;
import org.mae4j.plot.canvas.PngFile;

/**
 * A sheet with one row per image: the original, then what each head of the encoder's last block attends to, and the
 * mean of the heads. The sheet has no background, like that of reconstructions.
 *
 * @param images the images of {@code maps}
 * @param query what attends, in words
 */
public record AttentionSheet(ImageSet images, List<AttentionMap> maps, PatchGrid grid, String query) {
  private static final int TARGET_SIDE = 96;
  private static final int MIN_CELL = 56;
  private static final int GUTTER = 4;
  private static final int LINE = 22;
  private static final Font FONT = PlotCanvas.font(12);
  /** Share of the image in the color of a pixel that gets no attention. */
  private static final double DIM = 0.25;
  private static final Color STRONGEST = new Color(0xFFC400);

  /** Returns the sheet of what an encoder attends to. */
  public static AttentionSheet of(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    String query = config.pooling() == ModelConfig.Pooling.CLASS_TOKEN ? "the class token" : "all patches, on average";
    return new AttentionSheet(images, AttentionMap.of(parameters, config, images, workers),
        new PatchGrid(images.shape(), config.patch()), query);
  }

  /** Writes the sheet as a PNG file. @param subject what the images are, and of which model the attention is */
  public void write(String subject, Path file) throws IOException {
    PngFile.write(draw(subject), file);
  }

  BufferedImage draw(String subject) {
    List<String> caption = List.of(subject, "attention of the last block: from " + query,
        "yellow: the most attention in a picture; dark: none");
    List<String> headings = headings();
    int captionWidth = caption.stream().mapToInt(line -> PlotCanvas.widthOf(line, FONT)).max().orElse(0);
    int width = Math.max(left(headings.size()), captionWidth + 2 * GUTTER);
    int head = caption.size() * LINE;
    try (ImageCanvas canvas = ImageCanvas.transparent(width, top(head, images.size()))) {
      for (int line = 0; line < caption.size(); line++) {
        canvas.text(caption.get(line), new Rectangle(GUTTER, line * LINE, captionWidth, LINE), 0, FONT,
            ReconstructionGrid.TEXT);
      }
      for (int column = 0; column < headings.size(); column++) {
        canvas.text(headings.get(column), new Rectangle(left(column), head, cell(), LINE), 0.5, FONT,
            ReconstructionGrid.TEXT);
      }
      for (int image = 0; image < images.size(); image++) {
        drawRow(canvas, image, top(head, image));
      }
      return canvas.image();
    }
  }

  private void drawRow(ImageCanvas canvas, int image, int top) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(image, pixels, 0);
    List<BufferedImage> pictures = new ArrayList<>(List.of(new ImageRenderer(images.shape()).picture(pixels)));
    for (float[] head : maps.get(image).heads()) {
      pictures.add(overlay(pixels, head));
    }
    pictures.add(overlay(pixels, maps.get(image).mean()));
    int indent = (cell() - images.shape().width() * scale()) / 2;
    for (int column = 0; column < pictures.size(); column++) {
      canvas.picture(pictures.get(column), left(column) + indent, top, scale());
    }
  }

  /** Returns the image, brighter and more yellow where it gets more attention. @param weights by patch */
  private BufferedImage overlay(float[] pixels, float[] weights) {
    ImageRenderer renderer = new ImageRenderer(images.shape());
    float strongest = 0;
    for (float weight : weights) {
      strongest = Math.max(strongest, weight);
    }
    float most = strongest;
    return renderer.picture(pixel -> mixed(new Color(renderer.rgb(pixels, pixel)), weights[patch(pixel)] / most));
  }

  /** @param attention in [0, 1] */
  private static int mixed(Color image, double attention) {
    double gray = (image.getRed() + image.getGreen() + image.getBlue()) / 3.0;
    return channel(gray, STRONGEST.getRed(), attention) << 16 | channel(gray, STRONGEST.getGreen(), attention) << 8
        | channel(gray, STRONGEST.getBlue(), attention);
  }

  private static int channel(double gray, int strongest, double attention) {
    return (int) Math.round((1 - attention) * DIM * gray + attention * strongest * (1 + gray / 255) / 2);
  }

  private int patch(int pixel) {
    int width = images.shape().width();
    return pixel / width / grid.patch() * grid.columns() + pixel % width / grid.patch();
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("image"));
    int heads = maps.stream().mapToInt(map -> map.heads().length).max().orElse(0);
    IntStream.rangeClosed(1, heads).forEach(head -> headings.add("head " + head));
    headings.add("mean");
    return headings;
  }

  private int scale() {
    return Math.max(1, TARGET_SIDE / Math.max(images.shape().height(), images.shape().width()));
  }

  private int cell() {
    return Math.max(images.shape().width() * scale(), MIN_CELL);
  }

  private int left(int column) {
    return GUTTER + column * (cell() + GUTTER);
  }

  private int top(int head, int row) {
    return head + LINE + row * (images.shape().height() * scale() + GUTTER);
  }
}
