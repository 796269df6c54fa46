package org.mae4j.checkpoint.pytorch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.base.UserException;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.decoder.AttentionDecoder;
import org.mae4j.model.layer.LayerSummary;
import org.mae4j.model.layer.ParameterKind;
import org.mae4j.model.layer.ParameterSpec;
import org.mae4j.model.patch.PatchGrid;

/**
 * The names and layouts that the parameters of a model have in the public PyTorch MAE (facebookresearch/mae,
 * {@code MaskedAutoencoderViT}). The checkpoints page documents them; a test compares the two.
 *
 * <p>The public MAE always has a class token. For a model without one, {@code cls_token} is absent and the positions
 * have no row for it.
 */
public final class PyTorchNames {
  /** The conversion of parameters to a tensor. */
  public enum Layout {
    /** {@code [in, out]} to {@code [out, in]}, several one below the other. */
    LINEAR,
    /** {@code [out]} unchanged, several one after the other. */
    VECTOR,
    /** {@code [p·p·C, D]} to {@code [D, C, p, p]}. */
    PATCHES,
    /** {@code [1, D]} to {@code [1, 1, D]}. */
    TOKEN,
    /** {@code [N, D]} to {@code [1, N, D]}, after a row of 0 for a class token. */
    POSITIONS
  }

  /**
   * A tensor of the public MAE.
   *
   * @param name in the public MAE
   * @param sources parameters that it is made of, in order; for fixed positions the name of their layer
   * @param width number of values per token, D
   */
  public record Entry(String name, List<String> sources, Layout layout, int width) {}

  private static final String EMBEDDING = "patch_embed.proj";
  private static final Map<String, String> LAYERS = Map.of("encoder.embedding", EMBEDDING, "encoder.classToken",
      "cls_token", "encoder.positions", "pos_embed", "encoder.norm", "norm", "decoder.embedding", "decoder_embed",
      "decoder.maskToken", "mask_token", "decoder.positions", "decoder_pos_embed", "decoder.norm", "decoder_norm",
      "decoder.head", "decoder_pred");
  private static final Map<String, String> BLOCK_LAYERS = Map.of("norm1", "norm1", "attention.query", "attn.qkv",
      "attention.key", "attn.qkv", "attention.value", "attn.qkv", "attention.projection", "attn.proj", "norm2", "norm2",
      "mlp.hidden", "mlp.fc1", "mlp.output", "mlp.fc2");
  private static final Pattern BLOCK = Pattern.compile("(encoder|decoder)\\.blocks\\.(\\d+)\\.(.+)");
  private static final Pattern PARAMETER = Pattern.compile("(.+?)(\\.weight|\\.bias)?");

  private PyTorchNames() {}

  /** Returns the parameters that each tensor of the public MAE is made of, in the order of the model. */
  public static Map<String, List<String>> sources(ModelConfig config, PatchGrid grid) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    encoder(config, grid).forEach(entry -> sources.put(entry.name(), entry.sources()));
    decoder(config, grid).forEach(entry -> sources.put(entry.name(), entry.sources()));
    return sources;
  }

  /** Returns the tensors of the encoder. */
  public static List<Entry> encoder(ModelConfig config, PatchGrid grid) {
    return entries(config, grid, "encoder.");
  }

  /**
   * Returns the tensors of the decoder.
   *
   * @throws UserException if the public MAE has no such decoder
   */
  public static List<Entry> decoder(ModelConfig config, PatchGrid grid) {
    return entries(config, grid, "decoder.");
  }

  private static List<Entry> entries(ModelConfig config, PatchGrid grid, String part) {
    Map<String, List<LayerSummary>> modules = new LinkedHashMap<>();
    ModelSummary.pretraining(config, grid, 1).layers().stream().filter(layer -> layer.name().startsWith(part))
        .forEach(layer -> modules.computeIfAbsent(layer.path().module(), name -> new ArrayList<>()).add(layer));
    Map<String, Entry> entries = new LinkedHashMap<>();
    modules.values().forEach(layers -> layers.stream().flatMap(layer -> entries(layer, config).stream())
        // The public MAE has the positions of an embedding after its token.
        .sorted(Comparator.comparing(entry -> entry.layout() == Layout.POSITIONS))
        .forEach(entry -> entries.merge(entry.name(), entry, PyTorchNames::joined)));
    return List.copyOf(entries.values());
  }

  private static List<Entry> entries(LayerSummary layer, ModelConfig config) {
    int width = layer.outputShape().get(layer.outputShape().size() - 1);
    if (layer.weights().isEmpty()) {
      return List.of(new Entry(name(layer.name(), config), List.of(layer.name()), Layout.POSITIONS, width));
    }
    return layer.weights().stream().map(weight -> {
      String name = name(weight.name(), config);
      return new Entry(name, List.of(weight.name()), layout(weight, name), width);
    }).toList();
  }

  private static Layout layout(ParameterSpec weight, String name) {
    if (weight.kind() == ParameterKind.TOKEN) {
      return name.endsWith("pos_embed") ? Layout.POSITIONS : Layout.TOKEN;
    }
    if (weight.kind() != ParameterKind.WEIGHT) {
      return Layout.VECTOR;
    }
    return name.startsWith(EMBEDDING) ? Layout.PATCHES : Layout.LINEAR;
  }

  private static Entry joined(Entry first, Entry second) {
    List<String> sources = new ArrayList<>(first.sources());
    sources.addAll(second.sources());
    return new Entry(first.name(), List.copyOf(sources), first.layout(), first.width());
  }

  /** The name in the public MAE of a parameter, or of a layer without any. */
  private static String name(String parameter, ModelConfig config) {
    Matcher parts = PARAMETER.matcher(parameter);
    if (!parts.matches()) {
      throw new IllegalArgumentException(parameter);
    }
    String suffix = Optional.ofNullable(parts.group(2)).orElse("");
    return layer(parts.group(1)).map(layer -> layer + suffix).orElseThrow(() -> new UserException(
        "model.decoder = " + config.decoder().kind() + ": the public PyTorch MAE has no parameter for " + parameter
            + ", so the model cannot be exported; only a model with model.decoder = " + AttentionDecoder.NAME
            + " can"));
  }

  private static Optional<String> layer(String here) {
    Matcher block = BLOCK.matcher(here);
    if (!block.matches()) {
      return Optional.ofNullable(LAYERS.get(here));
    }
    String blocks = block.group(1).equals("encoder") ? "blocks." : "decoder_blocks.";
    return Optional.ofNullable(BLOCK_LAYERS.get(block.group(3))).map(layer -> blocks + block.group(2) + "." + layer);
  }
}
