package org.mae4j.eval;

import java.util.Arrays;
import java.util.List;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.Batches;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Inference;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/**
 * What the last block of an encoder attends to in an image without masking (Vaswani et al., arXiv 1706.03762, section
 * 3.2): the softmax of queries and keys, from the class token if that is the image's feature, otherwise the mean over
 * the patches.
 *
 * @param heads weight of each patch by head, {@code [H][N]}; a head's weights sum to 1 less the class token's
 */
public record AttentionMap(float[][] heads) {
  private static final int BATCH = 4;

  /** Returns the maps of all images, in their order. */
  public static List<AttentionMap> of(Parameters parameters, ModelConfig config, ImageSet images, Workers workers) {
    PatchGrid grid = new PatchGrid(images.shape(), config.patch());
    Batches batches = new Batches(images, BATCH);
    AttentionMap[] maps = new AttentionMap[images.size()];
    int size = config.encoder().heads() * square(tokens(config, grid));
    try (Inference inference = new Inference(workers,
        batch -> Classifier.attention(parameters, config, grid, batch), Classifier.ATTENTION)) {
      inference.run(batches.count(), batches.size(),
          (batch, plan) -> HostCopy.write(batches.pixels(batch, parameters.scale()),
              plan.placeholder(Classifier.IMAGES)),
          (batch, plan) -> {
            float[] weights = new float[BATCH * size];
            HostCopy.read(plan.output(Classifier.ATTENTION), weights);
            for (int row = 0; row < batches.rows(batch); row++) {
              maps[batch * BATCH + row] = of(Arrays.copyOfRange(weights, row * size, (row + 1) * size), config, grid);
            }
          });
    }
    return List.of(maps);
  }

  /** @param weights of one image, {@code [H, T, T]} */
  private static AttentionMap of(float[] weights, ModelConfig config, PatchGrid grid) {
    int tokens = tokens(config, grid);
    int first = tokens - grid.patches();
    boolean ofClass = config.pooling() == ModelConfig.Pooling.CLASS_TOKEN;
    int from = ofClass ? 0 : first;
    int to = ofClass ? 1 : tokens;
    float[][] heads = new float[config.encoder().heads()][grid.patches()];
    for (int head = 0; head < heads.length; head++) {
      for (int patch = 0; patch < grid.patches(); patch++) {
        double sum = 0;
        for (int query = from; query < to; query++) {
          sum += weights[(head * tokens + query) * tokens + first + patch];
        }
        heads[head][patch] = (float) (sum / (to - from));
      }
    }
    return new AttentionMap(heads);
  }

  /** Returns the mean over the heads, {@code [N]}. */
  public float[] mean() {
    float[] mean = new float[heads[0].length];
    for (float[] head : heads) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += head[i] / heads.length;
      }
    }
    return mean;
  }

  private static int tokens(ModelConfig config, PatchGrid grid) {
    return grid.patches() + (config.classToken() ? 1 : 0);
  }

  private static int square(int value) {
    return value * value;
  }
}
