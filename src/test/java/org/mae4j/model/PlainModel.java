package org.mae4j.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.TransformerConfig;
import org.mae4j.model.decoder.CrossAttentionSettings;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A second implementation of the masked autoencoder and the classifier, for one image, in plain Java and double
 * precision. It follows the papers (arXiv 2111.06377, 2010.11929, 1706.03762) and shares only the parameters with the
 * graphs.
 */
public final class PlainModel {
  private final Parameters parameters;
  private final ModelConfig config;
  private final PatchGrid grid;

  public PlainModel(Parameters parameters, ModelConfig config, PatchGrid grid) {
    this.parameters = parameters;
    this.config = config;
    this.grid = grid;
  }

  /** Returns the pooled features of an image, {@code [D]}. */
  double[] features(float[] image) {
    int[] all = IntStream.range(0, grid.patches()).toArray();
    double[][] tokens = encode(image, all);
    if (config.pooling() == ModelConfig.Pooling.CLASS_TOKEN) {
      return tokens[0];
    }
    double[][] patches = Arrays.copyOfRange(tokens, tokens.length - grid.patches(), tokens.length);
    return IntStream.range(0, config.encoder().width())
        .mapToDouble(i -> Arrays.stream(patches).mapToDouble(token -> token[i]).average().orElseThrow()).toArray();
  }

  private TransformerConfig decoder() {
    return (TransformerConfig) config.decoder().settings();
  }

  double[] logits(float[] image) {
    return linear("classifier", new double[][] {features(image)})[0];
  }

  /** Returns the predicted patches by patch number, {@code [N][P]}. */
  public double[][] predict(float[] image, int[] visible, int[] masked) {
    return config.decoder().settings() instanceof CrossAttentionSettings cross
        ? predict(encode(image, visible), new TransformerConfig(cross.width(), cross.depth(), cross.heads(),
            cross.mlpRatio()))
        : predictBySelfAttention(image, visible, masked);
  }

  /** Each mask token attends to the encoded tokens alone. */
  private double[][] predict(double[][] encoded, TransformerConfig size) {
    double[][] asked =
        IntStream.range(0, grid.patches()).mapToObj(n -> plus(row(parameters.get("decoder.maskToken"), 0),
            position("decoder", n, size.width()))).toArray(double[][]::new);
    return linear("decoder.head", blocks("decoder", asked, size, Optional.of(encoded)));
  }

  private double[][] predictBySelfAttention(float[] image, int[] visible, int[] masked) {
    double[][] tokens = linear("decoder.embedding", encode(image, visible));
    int first = tokens.length - visible.length;
    for (int i = 0; i < visible.length; i++) {
      tokens[first + i] = plus(tokens[first + i], position("decoder", visible[i], decoder().width()));
    }
    double[][] asked = Arrays.stream(masked).mapToObj(n -> plus(row(parameters.get("decoder.maskToken"), 0),
        position("decoder", n, decoder().width()))).toArray(double[][]::new);
    double[][] decoded = blocks("decoder", concat(tokens, asked), decoder(), Optional.empty());
    double[][] pixels = linear("decoder.head", Arrays.copyOfRange(decoded, first, decoded.length));
    double[][] byNumber = new double[grid.patches()][];
    for (int i = 0; i < pixels.length; i++) {
      byNumber[i < visible.length ? visible[i] : masked[i - visible.length]] = pixels[i];
    }
    return byNumber;
  }

  /** Returns the mean over the masked patches of the mean squared error of a patch. */
  double loss(float[] image, int[] visible, int[] masked) {
    double[][] predicted = predict(image, visible, masked);
    double sum = 0;
    for (int n : masked) {
      double[] target = config.normalizeTargets() ? normalized(patch(image, n)) : patch(image, n);
      sum += IntStream.range(0, target.length).mapToDouble(i -> Math.pow(predicted[n][i] - target[i], 2)).average()
          .orElseThrow();
    }
    return sum / masked.length;
  }

  private static double[] normalized(double[] patch) {
    double mean = Arrays.stream(patch).average().orElseThrow();
    double variance = Arrays.stream(patch).map(x -> (x - mean) * (x - mean)).sum() / (patch.length - 1);
    return Arrays.stream(patch).map(x -> (x - mean) / Math.sqrt(variance + 1e-6)).toArray();
  }

  private double[][] encode(float[] image, int[] numbers) {
    double[][] patches = Arrays.stream(numbers).mapToObj(n -> patch(image, n)).toArray(double[][]::new);
    double[][] tokens = linear("encoder.embedding", patches);
    for (int i = 0; i < numbers.length; i++) {
      tokens[i] = plus(tokens[i], position("encoder", numbers[i], config.encoder().width()));
    }
    double[][] sequence = config.classToken()
        ? concat(new double[][] {row(parameters.get("encoder.classToken"), 0)}, tokens)
        : tokens;
    return blocks("encoder", sequence, config.encoder(), Optional.empty());
  }

  /** Returns patch {@code n}, row by row, with the channel as the fastest index. */
  private double[] patch(float[] image, int n) {
    int side = config.patch();
    int channels = grid.image().channels();
    int top = n / (grid.image().width() / side) * side;
    int left = n % (grid.image().width() / side) * side;
    double[] patch = new double[side * side * channels];
    int i = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        for (int c = 0; c < channels; c++) {
          patch[i++] = image[c * grid.image().height() * grid.image().width() + y * grid.image().width() + x];
        }
      }
    }
    return patch;
  }

  private double[] position(String part, int n, int width) {
    if (config.positions() == ModelConfig.PositionEmbedding.LEARNED) {
      return row(parameters.get(part + ".positions"), n);
    }
    double[] position = new double[width];
    int[] axes = {n % grid.columns(), n / grid.columns()};
    for (int i = 0; i < width / 2; i++) {
      for (int axis = 0; axis < 2; axis++) {
        int wave = i % (width / 4);
        double angle = axes[axis] / Math.pow(10_000, 4.0 * wave / width);
        position[axis * width / 2 + i] = i < width / 4 ? Math.sin(angle) : Math.cos(angle);
      }
    }
    return position;
  }

  /** @param context tokens that are attended to; by default those of the sequence */
  private double[][] blocks(String part, double[][] tokens, TransformerConfig size, Optional<double[][]> context) {
    double[][] x = tokens;
    for (int i = 0; i < size.depth(); i++) {
      String name = part + ".blocks." + i;
      double[][] normalized = layerNorm(name + ".norm1", x);
      x = plus(x, attention(name + ".attention", normalized, context.orElse(normalized), size));
      double[][] hidden = linear(name + ".mlp.hidden", layerNorm(name + ".norm2", x));
      for (double[] row : hidden) {
        Arrays.setAll(row, j -> 0.5 * row[j] * (1 + erf(row[j] / Math.sqrt(2))));
      }
      x = plus(x, linear(name + ".mlp.output", hidden));
    }
    return layerNorm(part + ".norm", x);
  }

  private double[][] attention(String name, double[][] x, double[][] context, TransformerConfig size) {
    double[][] query = linear(name + ".query", x);
    double[][] key = linear(name + ".key", context);
    double[][] value = linear(name + ".value", context);
    double[][] joined = new double[x.length][size.width()];
    int d = size.width() / size.heads();
    for (int head = 0; head < size.heads(); head++) {
      for (int t = 0; t < x.length; t++) {
        double[] weights = new double[context.length];
        for (int s = 0; s < context.length; s++) {
          for (int i = head * d; i < (head + 1) * d; i++) {
            weights[s] += query[t][i] * key[s][i] / Math.sqrt(d);
          }
        }
        Arrays.setAll(weights, s -> Math.exp(weights[s]));
        double total = Arrays.stream(weights).sum();
        for (int i = head * d; i < (head + 1) * d; i++) {
          for (int s = 0; s < context.length; s++) {
            joined[t][i] += weights[s] / total * value[s][i];
          }
        }
      }
    }
    return linear(name + ".projection", joined);
  }

  private double[][] layerNorm(String name, double[][] x) {
    INDArray gain = parameters.get(name + ".weight");
    INDArray bias = parameters.get(name + ".bias");
    return Arrays.stream(x).map(row -> {
      double mean = Arrays.stream(row).average().orElseThrow();
      double variance = Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double deviation = Math.sqrt(variance + config.layerNormEpsilon());
      return IntStream.range(0, row.length)
          .mapToDouble(i -> (row[i] - mean) / deviation * gain.getDouble(i) + bias.getDouble(i)).toArray();
    }).toArray(double[][]::new);
  }

  private double[][] linear(String name, double[][] x) {
    double[][] weight = parameters.get(name + ".weight").toDoubleMatrix();
    INDArray bias = parameters.get(name + ".bias");
    return Arrays.stream(x).map(row -> IntStream.range(0, weight[0].length)
        .mapToDouble(j -> bias.getDouble(j)
            + IntStream.range(0, row.length).mapToDouble(i -> row[i] * weight[i][j]).sum())
        .toArray()).toArray(double[][]::new);
  }

  /** Returns the error function, from a series whose terms have one sign: 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)!!. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  private static double[] row(INDArray matrix, int row) {
    return matrix.toDoubleMatrix()[row];
  }

  private static double[] plus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
  }

  private static double[][] plus(double[][] a, double[][] b) {
    return IntStream.range(0, a.length).mapToObj(i -> plus(a[i], b[i])).toArray(double[][]::new);
  }

  private static double[][] concat(double[][] a, double[][] b) {
    return Stream.concat(Arrays.stream(a), Arrays.stream(b)).toArray(double[][]::new);
  }
}
