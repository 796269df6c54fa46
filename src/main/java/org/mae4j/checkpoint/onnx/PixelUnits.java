package org.mae4j.checkpoint.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.data.pixel.PixelScale;

/**
 * The conversion between pixels in [0, 1] and the values of a model, {@code (x − mean) / deviation} by channel.
 *
 * @param mean of each channel
 * @param deviation of each channel
 */
record PixelUnits(List<Float> mean, List<Float> deviation) {
  /** Mean and deviation that scale [0, 1] to [-1, 1]. */
  private static final float HALF = 0.5f;

  static PixelUnits of(PixelScale scale, int channels) {
    NormalizeConfig config = scale.config();
    return new PixelUnits(perChannel(config.mean(), channels), perChannel(config.deviation(), channels));
  }

  private static List<Float> perChannel(List<Double> values, int channels) {
    return values.isEmpty() ? Collections.nCopies(channels, HALF)
        : values.stream().map(Double::floatValue).toList();
  }

  /** Returns what a file says about the conversion. */
  Map<String, String> notes() {
    return Map.of("mean", mean.toString(), "deviation", deviation.toString());
  }

  /** Adds the conversion of images {@code [B, C, H, W]} in [0, 1]. */
  String normalized(OnnxGraph graph, String images) {
    List<Long> shape = List.of(1L, (long) mean.size(), 1L, 1L);
    String centered = graph.node("Sub", "images.centered", List.of(images, graph.constants().floats(shape, mean)));
    return graph.node("Div", "images.normalized", List.of(centered, graph.constants().floats(shape, deviation)));
  }

  /** Adds the conversion of patches to [0, 1]. @param patches {@code [B, N, P]}, the channel fastest */
  String denormalized(OnnxGraph graph, String patches, int patchSize) {
    String scaled = graph.node("Mul", "patches.scaled", List.of(patches, perPatch(graph, deviation, patchSize)));
    return graph.node("Add", "patches.denormalized", List.of(scaled, perPatch(graph, mean, patchSize)));
  }

  private static String perPatch(OnnxGraph graph, List<Float> values, int patchSize) {
    return graph.constants().floats(List.of((long) patchSize),
        Collections.nCopies(patchSize / values.size(), values).stream().flatMap(List::stream).toList());
  }
}
