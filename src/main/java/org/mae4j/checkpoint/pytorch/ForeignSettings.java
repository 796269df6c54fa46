package org.mae4j.checkpoint.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mae4j.base.EnumNames;
import org.mae4j.base.UserException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;

/** The settings of a model with the weights of a file: by their shapes, by its metadata, or as its program has them. */
record ForeignSettings(TensorFile file, WeightFamily family, ForeignSizes sizes, boolean fixedPositions) {
  private static final String MEAN = "[0.485, 0.456, 0.406]";
  private static final String DEVIATION = "[0.229, 0.224, 0.225]";
  private static final int ENCODER_HEAD = 64;
  private static final int DECODER_HEAD = 32;
  /** ViT-So400m, ViT-H, ViT-g, timm's giantopt and ViT-G have 16 wider heads. */
  private static final Map<Integer, Integer> WIDE_HEADS = Map.of(1152, 16, 1280, 16, 1408, 16, 1536, 16, 1664, 16);

  List<String> all(Set<String> given) {
    ForeignMetadata metadata = new ForeignMetadata(file);
    List<String> settings = new ArrayList<>(List.of(
        "data.image.height=" + sizes.rows() * sizes.patch(), "data.image.width=" + sizes.columns() * sizes.patch(),
        "data.image.channels=" + sizes.channels(), "model.patch=" + sizes.patch(),
        "model.classToken=" + sizes.classToken(), "model.positions=" + (fixedPositions ? "sincos" : "learned"),
        "model.pooling=" + EnumNames.of(pooling()),
        "model.normalizeTargets=" + metadata.flag(ExportMetadata.NORMALIZED_TARGETS).orElse(false),
        "model.layerNormEpsilon=" + metadata.number(ExportMetadata.EPSILON).orElse(family.epsilon())));
    List<String> normalize = normalization(metadata);
    settings.add("data.normalize.mean=" + normalize.get(0));
    settings.add("data.normalize.deviation=" + normalize.get(1));
    add(settings, "model.encoder", sizes.encoder(), ExportMetadata.HEADS, ENCODER_HEAD, given);
    sizes.decoder().ifPresent(decoder -> {
      settings.add("model.decoder.kind=attention");
      add(settings, "model.decoder", decoder, ExportMetadata.DECODER_HEADS, DECODER_HEAD, given);
    });
    return settings;
  }

  private ModelConfig.Pooling pooling() {
    return sizes.classToken() ? ExportMetadata.pooling(file.metadata()).orElse(family.pooling())
        : ModelConfig.Pooling.MEAN;
  }

  private List<String> normalization(ForeignMetadata metadata) {
    return ExportMetadata.normalization(metadata)
        .orElse(family.imageNet() && sizes.channels() == 3 ? List.of(MEAN, DEVIATION) : List.of("[]", "[]"));
  }

  private void add(List<String> settings, String group, ForeignSizes.Stack size, String key, int headWidth,
      Set<String> given) {
    settings.add(group + ".width=" + size.width());
    settings.add(group + ".depth=" + size.depth());
    settings.add(group + ".mlpRatio=" + (double) size.hidden() / size.width());
    new ForeignMetadata(file).integer(key).or(() -> usualHeads(size.width(), headWidth))
        .ifPresentOrElse(heads -> settings.add(group + ".heads=" + heads), () -> requireGiven(group, size, given));
  }

  private Optional<Integer> usualHeads(int width, int headWidth) {
    Optional<Integer> wide = Optional.ofNullable(headWidth == ENCODER_HEAD ? WIDE_HEADS.get(width) : null);
    return wide.or(() -> Optional.of(width / headWidth).filter(heads -> heads * headWidth == width));
  }

  private void requireGiven(String group, ForeignSizes.Stack size, Set<String> given) {
    if (!given.contains(group + ".heads")) {
      throw new UserException(file.file() + ": the number of attention heads does not follow from the weights, and a "
          + "width of " + size.width() + " has no usual one; add " + group + ".heads=NUMBER to the command");
    }
  }

  /** Returns lines for the user: the model, and what the file does not say. */
  List<String> description(ModelConfig config) {
    List<String> lines = new ArrayList<>();
    boolean exported = file.metadata().containsKey(ExportMetadata.HEADS);
    lines.add("model: " + (exported ? "exported by mae4j" : family.title()) + ", encoder " + text(config.encoder())
        + (config.decoder().settings() instanceof TransformerConfig size && sizes.decoder().isPresent()
            ? ", decoder " + text(size)
            : ", no decoder: reconstructions are not possible"));
    if (!exported) {
      lines.add("assumed, because the file does not say it: heads of " + config.encoder().headWidth()
          + (config.decoder().settings() instanceof TransformerConfig size && sizes.decoder().isPresent()
              ? " values in the encoder and " + size.headWidth() + " in the decoder" : " values")
          + ", exact GELU, layer norm with epsilon " + config.layerNormEpsilon()
          + (sizes.decoder().isEmpty() ? "" : ", targets " + (config.normalizeTargets() ? "" : "not ") + "normalized"));
    }
    return lines;
  }

  private static String text(TransformerConfig size) {
    return "of " + size.depth() + (size.depth() == 1 ? " block" : " blocks") + " of width " + size.width() + " with "
        + size.heads() + (size.heads() == 1 ? " head" : " heads");
  }
}
