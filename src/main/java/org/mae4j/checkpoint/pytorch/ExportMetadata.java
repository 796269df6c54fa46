package org.mae4j.checkpoint.pytorch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.patch.PatchGrid;

/** The metadata of an exported file: what its tensors do not show, with the names that PyTorch programs use. */
final class ExportMetadata {
  static final String HEADS = "num_heads";
  static final String DECODER_HEADS = "decoder_num_heads";
  static final String NORMALIZED_TARGETS = "norm_pix_loss";
  static final String EPSILON = "norm_layer.eps";
  private static final String IMAGE = "img_size";
  private static final String POOLING = "global_pool";
  private static final String MEAN = "mean";
  private static final String DEVIATION = "std";
  private static final String CLASS_TOKEN = "token";

  private ExportMetadata() {}

  static Map<String, String> of(ModelConfig config, PatchGrid grid, NormalizeConfig normalize) {
    Map<String, String> metadata = new TreeMap<>(Map.of("format", "pt",
        HEADS, Integer.toString(config.encoder().heads()),
        NORMALIZED_TARGETS, Boolean.toString(config.normalizeTargets()),
        EPSILON, Double.toString(config.layerNormEpsilon()),
        IMAGE, grid.image().height() + "," + grid.image().width(),
        POOLING, config.pooling() == ModelConfig.Pooling.CLASS_TOKEN ? CLASS_TOKEN : "avg"));
    List<Double> half = Collections.nCopies(grid.image().channels(), 0.5);
    metadata.put(MEAN, joined(normalize.mean().isEmpty() ? half : normalize.mean()));
    metadata.put(DEVIATION, joined(normalize.deviation().isEmpty() ? half : normalize.deviation()));
    if (config.decoder().settings() instanceof TransformerConfig size) {
      metadata.put(DECODER_HEADS, Integer.toString(size.heads()));
    }
    return metadata;
  }

  /** Returns height and width of the image; empty if the file does not tell them. */
  static Optional<int[]> image(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(IMAGE)).filter(text -> text.matches("\\d{1,5},\\d{1,5}"))
        .map(text -> Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray());
  }

  /** Returns the pooling; empty if the file does not tell it. */
  static Optional<ModelConfig.Pooling> pooling(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(POOLING)).map(
        name -> name.equals(CLASS_TOKEN) ? ModelConfig.Pooling.CLASS_TOKEN : ModelConfig.Pooling.MEAN);
  }

  /** Returns the values of {@code data.normalize.mean} and {@code deviation}; empty if mae4j did not write the file. */
  static Optional<List<String>> normalization(ForeignMetadata metadata) {
    if (!metadata.has(HEADS)) {
      return Optional.empty();
    }
    List<List<Double>> values =
        Stream.of(MEAN, DEVIATION).map(key -> metadata.numbers(key).orElse(List.of())).toList();
    boolean symmetric = values.stream().flatMap(List::stream).allMatch(value -> value == 0.5);
    return Optional.of(symmetric ? List.of("[]", "[]") : values.stream().map(List::toString).toList());
  }

  private static String joined(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
