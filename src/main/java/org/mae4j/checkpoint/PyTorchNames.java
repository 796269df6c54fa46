package org.mae4j.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mae4j.config.ModelConfig;

/**
 * How the parameters of a model here are called and laid out in the public PyTorch MAE (facebookresearch/mae,
 * {@code MaskedAutoencoderViT}). D is the width, P = p·p·C a patch's values, N the patches of an image; [in, out] are
 * a linear layer's widths.
 *
 * <table>
 * <caption>Encoder; {@code N} is a block's number</caption>
 * <tr><th>here</th><th>there</th></tr>
 * <tr><td>{@code encoder.embedding.weight} [P, D]</td><td>{@code patch_embed.proj.weight} [D, C, p, p]</td></tr>
 * <tr><td>{@code encoder.embedding.bias}</td><td>{@code patch_embed.proj.bias}</td></tr>
 * <tr><td>{@code encoder.classToken} [1, D]</td><td>{@code cls_token} [1, 1, D]</td></tr>
 * <tr><td>{@code encoder.positions} [N, D], learned or sin-cos</td>
 *     <td>{@code pos_embed} [1, 1 + N, D], the class token's row is 0</td></tr>
 * <tr><td>{@code encoder.blocks.N.norm1}, {@code norm2}: {@code weight}, {@code bias}</td>
 *     <td>{@code blocks.N.norm1}, {@code norm2}: the same</td></tr>
 * <tr><td>{@code encoder.blocks.N.attention.query}, {@code key}, {@code value}: {@code weight} [D, D],
 *     {@code bias}</td>
 *     <td>{@code blocks.N.attn.qkv}: {@code weight} [3D, D], {@code bias} [3D], one after the other</td></tr>
 * <tr><td>{@code encoder.blocks.N.attention.projection}: {@code weight} [in, out], {@code bias}</td>
 *     <td>{@code blocks.N.attn.proj}: {@code weight} [out, in], {@code bias}</td></tr>
 * <tr><td>{@code encoder.blocks.N.mlp.hidden}, {@code mlp.output}: {@code weight} [in, out], {@code bias}</td>
 *     <td>{@code blocks.N.mlp.fc1}, {@code mlp.fc2}: {@code weight} [out, in], {@code bias}</td></tr>
 * <tr><td>{@code encoder.norm}: {@code weight}, {@code bias}</td><td>{@code norm}: the same</td></tr>
 * </table>
 *
 * <table>
 * <caption>Decoder</caption>
 * <tr><th>here</th><th>there</th></tr>
 * <tr><td>{@code decoder.embedding}: {@code weight} [in, out], {@code bias}</td>
 *     <td>{@code decoder_embed}: {@code weight} [out, in], {@code bias}</td></tr>
 * <tr><td>{@code decoder.maskToken} [1, D]</td><td>{@code mask_token} [1, 1, D]</td></tr>
 * <tr><td>{@code decoder.positions} [N, D], learned or sin-cos</td>
 *     <td>{@code decoder_pos_embed} [1, 1 + N, D], as in the encoder</td></tr>
 * <tr><td>{@code decoder.blocks.N}</td><td>{@code decoder_blocks.N}, as in the encoder</td></tr>
 * <tr><td>{@code decoder.norm}: {@code weight}, {@code bias}</td><td>{@code decoder_norm}: the same</td></tr>
 * <tr><td>{@code decoder.head}: {@code weight} [D, P], {@code bias}</td>
 *     <td>{@code decoder_pred}: {@code weight} [P, D], {@code bias}; a patch's values have the same order</td></tr>
 * </table>
 *
 * <p>The public MAE always has a class token. For a model without one, {@code cls_token} is absent and the positions
 * have no row for it.
 */
public final class PyTorchNames {
  /** How a tensor is made of the parameters here. */
  enum Layout {
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
  record Entry(String name, List<String> sources, Layout layout) {}

  private final List<Entry> entries = new ArrayList<>();

  private PyTorchNames() {}

  /** For each tensor there, in order, the parameters here that it is made of. */
  public static Map<String, List<String>> sources(ModelConfig config) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    encoder(config).forEach(entry -> sources.put(entry.name(), entry.sources()));
    decoder(config).forEach(entry -> sources.put(entry.name(), entry.sources()));
    return sources;
  }

  static List<Entry> encoder(ModelConfig config) {
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

  static List<Entry> decoder(ModelConfig config) {
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
