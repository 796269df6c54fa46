package org.mae4j.plot.sheet;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.eval.AttentionMap;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
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
  private static final int MIN_CELL_WIDTH = 56;
  private static final Color LEAST = new Color(0x241050);
  private static final Color MOST = new Color(0xFFD84A);

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
        "yellow: the most attention in a picture; dark: the least");
    return new PictureSheet(images.shape(), TARGET_SIDE, MIN_CELL_WIDTH, headings()).draw(caption, images.size(),
        this::pictures);
  }

  private List<BufferedImage> pictures(int image) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(image, pixels, 0);
    List<BufferedImage> pictures = new ArrayList<>(List.of(new ImageRenderer(images.shape()).picture(pixels)));
    for (float[] head : maps.get(image).heads()) {
      pictures.add(heat(head));
    }
    pictures.add(heat(maps.get(image).mean()));
    return pictures;
  }

  /**
   * Returns a picture of the patches. The image is not in it: its brightness would be taken for attention.
   *
   * @param weights by patch
   */
  private BufferedImage heat(float[] weights) {
    float[] sorted = weights.clone();
    Arrays.sort(sorted);
    float least = sorted[0];
    float range = Math.max(sorted[sorted.length - 1] - least, Float.MIN_NORMAL);
    return new ImageRenderer(images.shape()).picture(pixel -> mixed((weights[grid.patchOf(pixel)] - least) / range));
  }

  /** Returns a color between the two of the scale. @param attention in [0, 1] */
  private static int mixed(double attention) {
    return channel(LEAST.getRed(), MOST.getRed(), attention) << 16
        | channel(LEAST.getGreen(), MOST.getGreen(), attention) << 8
        | channel(LEAST.getBlue(), MOST.getBlue(), attention);
  }

  private static int channel(int least, int most, double attention) {
    return (int) Math.round(least + attention * (most - least));
  }

  private List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("image"));
    int heads = maps.stream().mapToInt(map -> map.heads().length).max().orElse(0);
    IntStream.rangeClosed(1, heads).forEach(head -> headings.add("head " + head));
    headings.add("mean");
    return headings;
  }
}
