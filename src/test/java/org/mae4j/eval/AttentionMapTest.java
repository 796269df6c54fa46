package org.mae4j.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.config.ModelConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.engine.GraphPlan;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.Classifier;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares attention maps with a softmax in plain Java over the normalized input of the last block. */
class AttentionMapTest {
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2); // N = 6
  private static final int WIDTH = 8;
  private static final int HEADS = 2;

  @ParameterizedTest
  @CsvSource({"false, MEAN", "true, MEAN", "true, CLASS_TOKEN"})
  void mapsAreThoseOfAPlainSoftmax(boolean classToken, ModelConfig.Pooling pooling) {
    ModelConfig config = Tiny.withPooling(Tiny.model(ModelConfig.PositionEmbedding.SINCOS, classToken, false), pooling);
    ImageSet images = Tiny.images(Tiny.IMAGE, 5, 2, 1);
    int tokens = 6 + (classToken ? 1 : 0);
    try (Parameters parameters = new Parameters(DataType.FLOAT, 1)) {
      Classifier.features(parameters, config, GRID, 1);
      Tiny.perturb(parameters, 3);
      double[] normalized = normalized(parameters, config, images);
      List<AttentionMap> maps = AttentionMap.of(parameters, config, images, Workers.of(2));
      for (int image = 0; image < images.size(); image++) {
        for (int head = 0; head < HEADS; head++) {
          double[][] weights = softmax(parameters, normalized, image, tokens, head);
          double[] expected = new double[tokens];
          boolean ofClass = pooling == ModelConfig.Pooling.CLASS_TOKEN;
          int from = ofClass ? 0 : tokens - 6;
          int to = ofClass ? 1 : tokens;
          IntStream.range(from, to).forEach(query -> IntStream.range(0, tokens)
              .forEach(key -> expected[key] += weights[query][key] / (to - from)));
          float[] map = maps.get(image).heads()[head];
          assertArrayEquals(IntStream.range(tokens - 6, tokens).mapToDouble(key -> expected[key]).toArray(),
              IntStream.range(0, 6).mapToDouble(patch -> map[patch]).toArray(), 1e-6);
          double sum = IntStream.range(0, 6).mapToDouble(patch -> map[patch]).sum();
          assertEquals(1, sum + (classToken ? expected[0] : 0), 1e-6);
        }
      }
    }
  }

  /** Returns the input of the last block's attention for all images, {@code [B·T·D]}. */
  private static double[] normalized(Parameters parameters, ModelConfig config, ImageSet images) {
    SameDiff graph = Classifier.features(parameters, config, GRID, images.size());
    String input = graph.getOps().values().stream()
        .filter(op -> op.getInputsToOp().contains("encoder.blocks.1.attention.query.weight")).findFirst().orElseThrow()
        .getInputsToOp().get(0);
    try (GraphPlan plan = GraphPlan.forward(graph, input)) {
      HostCopy.write(Tiny.values(images), plan.placeholder(Classifier.IMAGES));
      plan.run();
      INDArray output = plan.output(input);
      return output.reshape(output.length()).toDoubleVector();
    }
  }

  private static double[][] softmax(Parameters parameters, double[] normalized, int image, int tokens, int head) {
    double[][] queries = projected(parameters, "query", normalized, image, tokens);
    double[][] keys = projected(parameters, "key", normalized, image, tokens);
    int size = WIDTH / HEADS;
    double[][] weights = new double[tokens][tokens];
    for (int query = 0; query < tokens; query++) {
      double sum = 0;
      for (int key = 0; key < tokens; key++) {
        double score = 0;
        for (int i = head * size; i < (head + 1) * size; i++) {
          score += queries[query][i] * keys[key][i];
        }
        weights[query][key] = Math.exp(score / Math.sqrt(size));
        sum += weights[query][key];
      }
      for (int key = 0; key < tokens; key++) {
        weights[query][key] /= sum;
      }
    }
    return weights;
  }

  private static double[][] projected(Parameters parameters, String part, double[] rows, int image, int tokens) {
    INDArray weight = parameters.get("encoder.blocks.1.attention." + part + ".weight");
    INDArray bias = parameters.get("encoder.blocks.1.attention." + part + ".bias");
    double[][] result = new double[tokens][WIDTH];
    for (int token = 0; token < tokens; token++) {
      for (int out = 0; out < WIDTH; out++) {
        result[token][out] = bias.getDouble(out);
        for (int in = 0; in < WIDTH; in++) {
          result[token][out] += rows[(image * tokens + token) * WIDTH + in] * weight.getDouble(in, out);
        }
      }
    }
    return result;
  }
}
