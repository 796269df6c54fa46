package org.mae4j.bench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;
import java.util.Map;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.patch.PatchGrid;

/**
 * The masked autoencoder as the public PyTorch code has it (facebookresearch/mae, {@code MaskedAutoencoderViT}), in
 * DJL's arrays, with what saves work here done there too: patches are gathered before they are embedded, the decoder
 * takes the tokens as they come, and its head computes the removed ones only. Layer norm, linear layers, GELU, softmax
 * and gathering are PyTorch's fused operations; DJL has no fused attention.
 */
final class DjlModel {
  private final Map<String, NDArray> weights;
  private final ModelConfig config;
  private final PatchGrid grid;

  /** @param weights by their names in the public code; the patch embedding as a linear layer's */
  DjlModel(Map<String, NDArray> weights, ModelConfig config, PatchGrid grid) {
    this.weights = weights;
    this.config = config;
    this.grid = grid;
  }

  /**
   * The mean squared error of the removed patches, scalar.
   *
   * @param images {@code [B, C, H, W]}
   * @param visible {@code [B, V]} 64-bit integers, as the others
   * @param removed {@code [B, M]}
   * @param visibleRows {@code [B, V]} numbers of the visible patches among those of all images
   * @param removedRows {@code [B, M]} numbers of the removed patches among those of all images
   */
  NDArray loss(NDArray images, NDArray visible, NDArray removed, NDArray visibleRows, NDArray removedRows) {
    NDArray patches = patchify(images); // [B·N, P]
    NDArray latent = encode(rows(patches, visibleRows), visible); // [B, V, D]
    NDArray predicted = decode(latent, visible, removed); // [B, M, P]
    return predicted.sub(rows(patches, removedRows)).square().mean();
  }

  private NDArray patchify(NDArray images) {
    Shape shape = images.getShape();
    int p = grid.patch();
    return images.reshape(shape.get(0), shape.get(1), grid.rows(), p, grid.columns(), p)
        .transpose(0, 2, 4, 3, 5, 1) // [B, rows, columns, p, p, C]
        .reshape(-1, grid.patchSize());
  }

  private NDArray encode(NDArray patches, NDArray visible) {
    NDArray x = linear(patches, "patch_embed.proj").addi(rows(weights.get("pos_embed"), visible)); // [B, V, D]
    for (int i = 0; i < config.encoder().depth(); i++) {
      x = block(x, "blocks." + i, config.encoder());
    }
    return norm(x, "norm");
  }

  private NDArray decode(NDArray latent, NDArray visible, NDArray removed) {
    NDArray positions = weights.get("decoder_pos_embed");
    NDArray seen = linear(latent, "decoder_embed").addi(rows(positions, visible)); // [B, V, width]
    NDArray asked = rows(positions, removed).add(weights.get("mask_token")); // [B, M, width]
    NDArray x = seen.concat(asked, 1); // [B, N, width]
    for (int i = 0; i < config.decoder().depth(); i++) {
      x = block(x, "decoder_blocks." + i, config.decoder());
    }
    long kept = visible.getShape().get(1);
    NDList parts = norm(x, "decoder_norm").split(new long[] {kept}, 1);
    return linear(parts.get(1), "decoder_pred"); // [B, M, P]
  }

  /** A block, whose intermediate arrays are let go of as soon as PyTorch does not need them for the gradient. */
  private NDArray block(NDArray x, String name, TransformerConfig size) {
    NDManager outer = x.getManager();
    try (NDManager scope = outer.newSubManager()) {
      x.attach(scope);
      NDArray mixed = x.add(attention(norm(x, name + ".norm1"), name + ".attn", size)); // [B, T, D]
      NDArray hidden = linear(norm(mixed, name + ".norm2"), name + ".mlp.fc1"); // [B, T, hidden]
      NDArray out = mixed.add(linear(hidden.getNDArrayInternal().gelu(), name + ".mlp.fc2")); // [B, T, D]
      out.attach(outer);
      return out;
    }
  }

  private NDArray attention(NDArray x, String name, TransformerConfig size) {
    long batch = x.getShape().get(0);
    long tokens = x.getShape().get(1);
    List<NDArray> qkv = linear(x, name + ".qkv") // [B, T, 3·D]
        .reshape(batch, tokens, 3, size.heads(), size.headWidth()).split(3, 2).stream()
        .map(part -> part.squeeze(2).transpose(0, 2, 1, 3)).toList(); // [B, H, T, d]
    NDArray scores = qkv.get(0).mul(1 / Math.sqrt(size.headWidth())).matMul(qkv.get(1).transpose(0, 1, 3, 2));
    NDArray joined = scores.softmax(-1) // [B, H, T, T]
        .matMul(qkv.get(2)) // [B, H, T, d]
        .transpose(0, 2, 1, 3).reshape(batch, tokens, size.width()); // [B, T, D]
    return linear(joined, name + ".proj");
  }

  private NDArray linear(NDArray x, String name) {
    return x.getNDArrayInternal().linear(x, weights.get(name + ".weight"), weights.get(name + ".bias")).get(0);
  }

  private NDArray norm(NDArray x, String name) {
    NDArray gain = weights.get(name + ".weight");
    return x.getNDArrayInternal().layerNorm(x, gain.getShape(), gain, weights.get(name + ".bias"),
        (float) config.layerNormEpsilon()).get(0);
  }

  /** Rows of {@code [R, D]} by number. */
  private static NDArray rows(NDArray table, NDArray numbers) {
    return numbers.getNDArrayInternal().embedding(numbers, table, SparseFormat.DENSE).get(0);
  }
}
