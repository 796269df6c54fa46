package org.mae4j.checkpoint.pytorch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ModelConfig.Pooling;

/** The programs whose weights can be imported, with what their weights imply and their files do not say. */
enum WeightFamily {
  /** He et al., github.com/facebookresearch/mae. */
  FACEBOOK("facebookresearch/mae", 1e-6, true, Pooling.MEAN, PositionGrid.Resampling.NEAREST_POINTS),
  /** {@code ViTMAEForPreTraining} and {@code ViTMAEModel} of github.com/huggingface/transformers. */
  HUGGING_FACE("Hugging Face's ViTMAE", 1e-12, true, Pooling.MEAN, PositionGrid.Resampling.NEAREST_POINTS),
  /** {@code VisionTransformer} of github.com/huggingface/pytorch-image-models. */
  TIMM("timm's ViT", 1e-6, false, Pooling.CLASS_TOKEN, PositionGrid.Resampling.ANTIALIASED);

  /** The kernels of the patch embedding. */
  static final String KERNELS = "patch_embed.proj.weight";

  private static final Map<String, String> NAMES = Map.ofEntries(
      Map.entry("cls_token", "embeddings.cls_token"), Map.entry("pos_embed", "embeddings.position_embeddings"),
      Map.entry("patch_embed.proj", "embeddings.patch_embeddings.projection"), Map.entry("norm", "layernorm"),
      Map.entry("norm1", "layernorm_before"), Map.entry("norm2", "layernorm_after"),
      Map.entry("attn.query", "attention.attention.query"), Map.entry("attn.key", "attention.attention.key"),
      Map.entry("attn.value", "attention.attention.value"), Map.entry("attn.proj", "attention.output.dense"),
      Map.entry("mlp.fc1", "intermediate.dense"), Map.entry("mlp.fc2", "output.dense"));
  private static final Pattern NAME = Pattern.compile("(?:(decoder_)?blocks\\.(\\d+)\\.)?(.+?)(\\.weight|\\.bias)?");
  private static final String PREFIX = "vit.";

  private final String title;
  private final double epsilon;
  private final boolean imageNet;
  private final Pooling pooling;
  private final PositionGrid.Resampling kernel;

  WeightFamily(String title, double epsilon, boolean imageNet, Pooling pooling, PositionGrid.Resampling kernel) {
    this.title = title;
    this.epsilon = epsilon;
    this.imageNet = imageNet;
    this.pooling = pooling;
    this.kernel = kernel;
  }

  /**
   * Returns the family whose names a file has; empty if it has those of none. The encoders of {@link #FACEBOOK} and
   * {@link #TIMM} have the same names, for which this is {@link #FACEBOOK}.
   */
  static Optional<WeightFamily> byNames(Set<String> names) {
    if (names.contains(KERNELS)) {
      return Optional.of(FACEBOOK);
    }
    return Stream.of("", PREFIX).map(prefix -> prefix + NAMES.get("patch_embed.proj") + ".weight")
        .anyMatch(names::contains) ? Optional.of(HUGGING_FACE) : Optional.empty();
  }

  String title() {
    return title;
  }

  /** Returns the epsilon of layer norm. */
  double epsilon() {
    return epsilon;
  }

  /** Returns whether the weights are trained on pixels that are normalized by ImageNet's mean and deviation. */
  boolean imageNet() {
    return imageNet;
  }

  Pooling pooling() {
    return pooling;
  }

  PositionGrid.Resampling kernel() {
    return kernel;
  }

  /** Returns the tensors of a file that hold {@code entry} of the public MAE, one below the other. */
  List<PyTorchNames.Entry> entries(PyTorchNames.Entry entry, TensorFile file) {
    if (this != HUGGING_FACE) {
      return List.of(entry);
    }
    if (entry.sources().size() == 1) {
      return List.of(renamed(entry, entry.name(), entry.sources(), file));
    }
    List<String> parts = List.of("attn.query", "attn.key", "attn.value");
    return Stream.of(0, 1, 2).map(i -> renamed(entry, entry.name().replace("attn.qkv", parts.get(i)),
        List.of(entry.sources().get(i)), file)).toList();
  }

  private PyTorchNames.Entry renamed(PyTorchNames.Entry entry, String name, List<String> sources, TensorFile file) {
    return new PyTorchNames.Entry(name(name, file), sources, entry.layout(), entry.width());
  }

  /** Returns the name in a file of a tensor of the public MAE; its joined query, key and value have none. */
  String name(String name, TensorFile file) {
    Matcher parts = NAME.matcher(name);
    if (this != HUGGING_FACE || !parts.matches()) {
      return name;
    }
    String layer = Optional.ofNullable(NAMES.get(parts.group(3))).orElse(parts.group(3))
        + Optional.ofNullable(parts.group(4)).orElse("");
    boolean decoder = parts.group(1) != null || !NAMES.containsKey(parts.group(3));
    if (decoder) {
      return "decoder." + (parts.group(2) == null ? layer : "decoder_layers." + parts.group(2) + "." + layer);
    }
    String encoder = file.names().stream().anyMatch(other -> other.startsWith(PREFIX)) ? PREFIX : "";
    return encoder + (parts.group(2) == null ? layer : "encoder.layer." + parts.group(2) + "." + layer);
  }
}
