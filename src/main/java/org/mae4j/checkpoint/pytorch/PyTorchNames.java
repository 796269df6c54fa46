package org.mae4j.checkpoint.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.config.ModelConfig;

/**
 * How the parameters of a model here are called and laid out in the public PyTorch MAE (facebookresearch/mae,
 * {@code MaskedAutoencoderViT}): the table in {@code docs/checkpoints.md}. A test keeps the two alike.
 *
 * <p>The public MAE always has a class token. For a model without one, {@code cls_token} is absent and the positions
 * have no row for it.
 */
public final class PyTorchNames {
  /** How a tensor is made of the parameters here. */
  public enum Layout {
    /** {@code [in, out]} to {@code [out, in]}, several one below the other. */
    LINEAR,
    /** {@code [out]} as it is, several one after the other. */
    VECTOR,
    /** {@code [p·p·C, D]} to {@code [D, C, p, p]}. */
    PATCHES,
    /** {@code [1, D]} to {@code [1, 1, D]}. */
    TOKEN,
    /** {@code [N, D]} to {@code [1, N, D]}, after a row of 0 where there is a class token. */
    POSITIONS
  }

  /**
   * A tensor there.
   *
   * @param name there
   * @param sources parameters here that it is made of, in order
   */
  public record Entry(String name, List<String> sources, Layout layout) {}

  private final List<Entry> entries = new ArrayList<>();

  private PyTorchNames() {}

  /** For each tensor there, in order, the parameters here that it is made of. */
  public static Map<String, List<String>> sources(ModelConfig config) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    encoder(config).forEach(entry -> sources.put(entry.name(), entry.sources()));
    decoder(config).forEach(entry -> sources.put(entry.name(), entry.sources()));
    return sources;
  }

  public static List<Entry> encoder(ModelConfig config) {
    PyTorchNames names = new PyTorchNames();
    names.add("patch_embed.proj.weight", Layout.PATCHES, "encoder.embedding.weight");
    names.add("patch_embed.proj.bias", Layout.VECTOR, "encoder.embedding.bias");
    if (config.classToken()) {
      names.add("cls_token", Layout.TOKEN, "encoder.classToken");
    }
    names.add("pos_embed", Layout.POSITIONS, "encoder.positions");
    names.blocks("blocks.", "encoder.blocks.", config.encoder().depth());
    names.norm("norm", "encoder.norm");
    return names.entries;
  }

  public static List<Entry> decoder(ModelConfig config) {
    PyTorchNames names = new PyTorchNames();
    names.linear("decoder_embed", "decoder.embedding");
    names.add("mask_token", Layout.TOKEN, "decoder.maskToken");
    names.add("decoder_pos_embed", Layout.POSITIONS, "decoder.positions");
    names.blocks("decoder_blocks.", "decoder.blocks.", config.decoder().depth());
    names.norm("decoder_norm", "decoder.norm");
    names.linear("decoder_pred", "decoder.head");
    return names.entries;
  }

  private void blocks(String there, String here, int depth) {
    for (int i = 0; i < depth; i++) {
      String attention = here + i + ".attention.";
      norm(there + i + ".norm1", here + i + ".norm1");
      linear(there + i + ".attn.qkv", attention + "query", attention + "key", attention + "value");
      linear(there + i + ".attn.proj", attention + "projection");
      norm(there + i + ".norm2", here + i + ".norm2");
      linear(there + i + ".mlp.fc1", here + i + ".mlp.hidden");
      linear(there + i + ".mlp.fc2", here + i + ".mlp.output");
    }
  }

  private void linear(String there, String... here) {
    add(there + ".weight", Layout.LINEAR, Stream.of(here).map(name -> name + ".weight").toArray(String[]::new));
    add(there + ".bias", Layout.VECTOR, Stream.of(here).map(name -> name + ".bias").toArray(String[]::new));
  }

  private void norm(String there, String here) {
    add(there + ".weight", Layout.VECTOR, here + ".weight");
    add(there + ".bias", Layout.VECTOR, here + ".bias");
  }

  private void add(String there, Layout layout, String... here) {
    entries.add(new Entry(there, List.of(here), layout));
  }
}
