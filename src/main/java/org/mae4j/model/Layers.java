package org.mae4j.model;

import java.util.ArrayList;
import java.util.List;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;

/** The layers of a {@link ModelSummary}, as {@link Encoder}, {@link Decoder} and {@link Classifier} build them. */
final class Layers {
  private final ModelConfig config;
  private final PatchGrid grid;
  private final int batch;
  private final int classTokens;
  private final List<ModelSummary.Layer> layers = new ArrayList<>();

  Layers(ModelConfig config, PatchGrid grid, int batch) {
    this.config = config;
    this.grid = grid;
    this.batch = batch;
    this.classTokens = config.classToken() ? 1 : 0;
  }

  List<ModelSummary.Layer> list() {
    return layers;
  }

  /** @param picked whether {@code patches} are some of the image's, whose positions have to be picked */
  void encoder(int patches, boolean picked) {
    int width = config.encoder().width();
    linear("encoder.embedding", patches, grid.patchSize(), width);
    positions("encoder.positions", patches, width, picked ? patches : 0);
    if (config.classToken()) {
      token("encoder.classToken", 1, width);
    }
    blocks("encoder", config.encoder(), patches + classTokens, patches + classTokens);
  }

  void decoder(MaskShape masked) {
    int width = config.decoder().width();
    linear("decoder.embedding", masked.visible() + classTokens, config.encoder().width(), width);
    if (masked.removed() > 0) {
      token("decoder.maskToken", masked.removed(), width);
    }
    positions("decoder.positions", grid.patches(), width, grid.patches());
    // Where nothing is removed, all are predicted.
    int wanted = masked.removed() == 0 ? grid.patches() : masked.removed();
    blocks("decoder", config.decoder(), grid.patches() + classTokens, wanted);
    linear("decoder.head", masked.removed(), width, grid.patchSize());
  }

  void classifier(int classes) {
    int width = config.encoder().width();
    add("pooling", List.of(batch, width), 0, 0, width);
    add("classifier", List.of(batch, classes), (width + 1L) * classes, (long) width * classes, classes);
  }

  /** @param wanted tokens of which the output of the last block is used */
  private void blocks(String part, TransformerConfig size, int tokens, int wanted) {
    for (int i = 0; i < size.depth(); i++) {
      String block = part + ".blocks." + i;
      int kept = i == size.depth() - 1 ? wanted : tokens;
      norm(block + ".norm1", tokens, size.width());
      attention(block + ".attention", tokens, kept, size);
      norm(block + ".norm2", kept, size.width());
      mlp(block + ".mlp", kept, size);
    }
    norm(part + ".norm", wanted, size.width());
  }

  private void norm(String name, int tokens, int width) {
    add(name, tokens, width, 2L * width, 0, (long) tokens * width);
  }

  /** Kept: query, key, value, joined heads and output, and in each head T² scores before and after the softmax. */
  private void attention(String name, int tokens, int kept, TransformerConfig size) {
    long width = size.width();
    add(name, kept, size.width(), 4 * (width + 1) * width,
        (3L * tokens + kept) * width * width + 2L * tokens * tokens * width,
        (4L * tokens + kept) * width + 2L * size.heads() * tokens * tokens);
  }

  /** Kept: the hidden layer before and after its activation, and the output. */
  private void mlp(String name, int tokens, TransformerConfig size) {
    long width = size.width();
    long hidden = size.hiddenWidth();
    add(name, tokens, size.width(), (width + 1) * hidden + (hidden + 1) * width, 2 * tokens * width * hidden,
        tokens * (2 * hidden + width));
  }

  private void linear(String name, int tokens, int in, int out) {
    add(name, tokens, out, (in + 1L) * out, (long) tokens * in * out, (long) tokens * out);
  }

  /** One learned row, repeated by a product with ones. */
  private void token(String name, int count, int width) {
    add(name, count, width, width, (long) count * width, (long) count * width);
  }

  /** @param picked rows that are picked from a learned table by a product with one-hot rows */
  private void positions(String name, int patches, int width, int picked) {
    boolean learned = config.positions() == ModelConfig.Positions.LEARNED;
    add(name, patches, width, learned ? (long) grid.patches() * width : 0,
        learned ? (long) picked * grid.patches() * width : 0, (long) patches * width);
  }

  private void add(String name, int tokens, int width, long parameters, long multiplyAdds, long kept) {
    add(name, List.of(batch, tokens, width), parameters, multiplyAdds, kept);
  }

  /** @param multiplyAdds and kept values of one image */
  private void add(String name, List<Integer> shape, long parameters, long multiplyAdds, long kept) {
    layers.add(new ModelSummary.Layer(name, shape, parameters, batch * multiplyAdds, batch * kept * Float.BYTES));
  }
}
