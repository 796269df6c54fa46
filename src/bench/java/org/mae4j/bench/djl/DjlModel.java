package org.mae4j.bench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;
import java.util.Map;
import org.mae4j.model.patch.PatchGrid;

/**
 * The masked autoencoder of the public PyTorch code (facebookresearch/mae, {@code MaskedAutoencoderViT}) in DJL, with
 * the depth that its weights have. It saves the same work as mae4j: patches are gathered before they are embedded, the
 * decoder does not reorder the tokens, and its head computes only the masked patches. Layer norm, linear layers, GELU,
 * softmax and gathering are fused operations of PyTorch; DJL has no fused attention.
 */
final class DjlModel {
  private final Map<String, NDArray> weights;
  private final Map<String, String> arguments;
  private final PatchGrid grid;

  /**
   * @param weights by their names in the public code; the patch embedding is that of a linear layer
   * @param arguments of the public code's constructor by name, as an exported file has them
   */
  DjlModel(Map<String, NDArray> weights, Map<String, String> arguments, PatchGrid grid) {
    this.weights = weights;
    this.arguments = arguments;
    this.grid = grid;
  }

  /**
   * Returns the mean squared error of the masked patches, scalar. All indices are 64-bit integers.
   *
   * @param images {@code [B, C, H, W]}
   * @param visible indices of the visible patches in their image, {@code [B, V]}
   * @param masked indices of the masked patches in their image, {@code [B, M]}
   * @param visibleRows indices of the visible patches among the patches of all images, {@code [B, V]}
   * @param maskedRows indices of the masked patches among the patches of all images, {@code [B, M]}
   */
  NDArray loss(NDArray images, NDArray visible, NDArray masked, NDArray visibleRows, NDArray maskedRows) {
    NDArray patches = patchify(images); // [B·N, P]
    NDArray latent = encode(rows(patches, visibleRows), visible); // [B, V, D]
    NDArray predicted = decode(latent, visible, masked); // [B, M, P]
    return predicted.sub(rows(patches, maskedRows)).square().mean();
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
    return norm(blocks(x, "blocks.", "num_heads"), "norm");
  }

  private NDArray decode(NDArray latent, NDArray visible, NDArray masked) {
    NDArray positions = weights.get("decoder_pos_embed");
    NDArray seen = linear(latent, "decoder_embed").addi(rows(positions, visible)); // [B, V, width]
    NDArray hidden = rows(positions, masked).add(weights.get("mask_token")); // [B, M, width]
    NDArray x = blocks(seen.concat(hidden, 1), "decoder_blocks.", "decoder_num_heads"); // [B, N, width]
    long kept = visible.getShape().get(1);
    NDList parts = norm(x, "decoder_norm").split(new long[] {kept}, 1);
    return linear(parts.get(1), "decoder_pred"); // [B, M, P]
  }

  /** @param heads name of the argument that holds the number of attention heads */
  private NDArray blocks(NDArray tokens, String prefix, String heads) {
    NDArray x = tokens; // [B, T, D]
    for (int i = 0; weights.containsKey(prefix + i + ".norm1.weight"); i++) {
      x = block(x, prefix + i, Integer.parseInt(arguments.get(heads)));
    }
    return x;
  }

  /** A block that closes its intermediate arrays as soon as PyTorch does not need them for the gradient. */
  private NDArray block(NDArray x, String name, int heads) {
    NDManager outer = x.getManager();
    try (NDManager scope = outer.newSubManager()) {
      x.attach(scope);
      NDArray mixed = x.add(attention(norm(x, name + ".norm1"), name + ".attn", heads)); // [B, T, D]
      NDArray hidden = linear(norm(mixed, name + ".norm2"), name + ".mlp.fc1"); // [B, T, hidden]
      NDArray out = mixed.add(linear(hidden.getNDArrayInternal().gelu(), name + ".mlp.fc2")); // [B, T, D]
      out.attach(outer);
      return out;
    }
  }

  private NDArray attention(NDArray x, String name, int heads) {
    long batch = x.getShape().get(0);
    long tokens = x.getShape().get(1);
    long width = x.getShape().get(2);
    long headWidth = width / heads;
    List<NDArray> qkv = linear(x, name + ".qkv") // [B, T, 3·D]
        .reshape(batch, tokens, 3, heads, headWidth).split(3, 2).stream()
        .map(part -> part.squeeze(2).transpose(0, 2, 1, 3)).toList(); // [B, H, T, d]
    NDArray scores = qkv.get(0).mul(1 / Math.sqrt(headWidth)).matMul(qkv.get(1).transpose(0, 1, 3, 2));
    NDArray joined = scores.softmax(-1) // [B, H, T, T]
        .matMul(qkv.get(2)) // [B, H, T, d]
        .transpose(0, 2, 1, 3).reshape(batch, tokens, width); // [B, T, D]
    return linear(joined, name + ".proj");
  }

  private NDArray linear(NDArray x, String name) {
    return x.getNDArrayInternal().linear(x, weights.get(name + ".weight"), weights.get(name + ".bias")).get(0);
  }

  private NDArray norm(NDArray x, String name) {
    NDArray gain = weights.get(name + ".weight");
    return x.getNDArrayInternal().layerNorm(x, gain.getShape(), gain, weights.get(name + ".bias"),
        Float.parseFloat(arguments.get("norm_layer.eps"))).get(0);
  }

  /** Returns the rows of {@code [R, D]} at {@code indices}. */
  private static NDArray rows(NDArray table, NDArray indices) {
    return indices.getNDArrayInternal().embedding(indices, table, SparseFormat.DENSE).get(0);
  }
}
