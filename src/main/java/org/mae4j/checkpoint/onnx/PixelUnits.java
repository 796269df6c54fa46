package org.mae4j.checkpoint.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The conversion between pixels in [0, 1] and the pixels of the model, {@code (x − mean) / deviation} by channel.
 *
 * @param channels number of channels, C
 */
record PixelUnits(OnnxGraph graph, int channels) {
  /** Mean and deviation that scale [0, 1] to [-1, 1]. */
  private static final float HALF = 0.5f;

  /** Returns what a file says about the conversion. */
  static Map<String, String> notes(int channels) {
    String values = perChannel(channels).toString();
    return Map.of("mean", values, "deviation", values);
  }

  private static List<Float> perChannel(int channels) {
    return Collections.nCopies(channels, HALF);
  }

  /** Adds the conversion of images {@code [B, C, H, W]} in [0, 1]. */
  String normalized(String images) {
    String channelValues = graph.floats(List.of(1L, (long) channels, 1L, 1L), perChannel(channels));
    String centered = graph.node("Sub", "images.centered", List.of(images, channelValues));
    return graph.node("Div", "images.normalized", List.of(centered, channelValues));
  }

  /** Adds the conversion of patches to [0, 1]. @param patches {@code [B, N, P]}, the channel fastest */
  String denormalized(String patches, int patchSize) {
    List<Float> patchValues = Collections.nCopies(patchSize / channels, perChannel(channels)).stream()
        .flatMap(List::stream).toList();
    String values = graph.floats(List.of((long) patchSize), patchValues);
    String scaled = graph.node("Mul", "patches.scaled", List.of(patches, values));
    return graph.node("Add", "patches.denormalized", List.of(scaled, values));
  }
}
