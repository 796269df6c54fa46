package org.mae4j.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of the public PyTorch MAE for one image, in plain loops. It follows the definitions of PyTorch: a
 * linear layer is {@code x·Wᵀ + b}, the patch embedding is a convolution, and query, key and value are one layer. It
 * reads an exported file of doubles as PyTorch does, and shares no code with the model of this project.
 */
public final class PublicMae {
  private final TensorFile file;
  private final PatchGrid grid;
  private final double epsilon;

  public PublicMae(TensorFile file, PatchGrid grid) {
    this.file = file;
    this.grid = grid;
    this.epsilon = Double.parseDouble(file.metadata().get("norm_layer.eps"));
  }

  /** Returns the predicted patches {@code [N][P]}, in image order, of an image {@code [C·H·W]}. */
  public double[][] predict(double[] image, int[] visible) {
    boolean classToken = file.names().contains("cls_token");
    int first = classToken ? 1 : 0;
    double[] positions = values("pos_embed");
    double[][] kept = IntStream.of(visible)
        .mapToObj(n -> sum(convolve(image, n), row(positions, first + n, width("pos_embed")))).toArray(double[][]::new);
    double[][] tokens = classToken ? prepend(sum(values("cls_token"), row(positions, 0, kept[0].length)), kept) : kept;
    double[][] latent = norm("norm", blocks("blocks.", Integer.parseInt(file.metadata().get("num_heads")), tokens));
    double[][] decoded = decode(linear("decoder_embed", latent), visible, first);
    return Arrays.copyOfRange(linear("decoder_pred", decoded), first, decoded.length);
  }

  private double[][] decode(double[][] embedded, int[] visible, int first) {
    double[][] all = new double[first + grid.patches()][];
    Arrays.fill(all, values("mask_token"));
    System.arraycopy(embedded, 0, all, 0, first);
    for (int i = 0; i < visible.length; i++) {
      all[first + visible[i]] = embedded[first + i];
    }
    double[] positions = values("decoder_pos_embed");
    for (int t = 0; t < all.length; t++) {
      all[t] = sum(all[t], row(positions, t, embedded[0].length));
    }
    int heads = Integer.parseInt(file.metadata().get("decoder_num_heads"));
    return norm("decoder_norm", blocks("decoder_blocks.", heads, all));
  }

  private double[] convolve(double[] image, int n) {
    double[] kernels = values("patch_embed.proj.weight"); // [D, C, p, p]
    double[] out = values("patch_embed.proj.bias");
    int p = grid.patch();
    for (int k = 0; k < kernels.length; k++) {
      int x = n % grid.columns() * p + k % p;
      int y = n / grid.columns() * p + k / p % p;
      int channel = k / (p * p) % grid.image().channels();
      out[k / (p * p * grid.image().channels())] += kernels[k]
          * image[(channel * grid.image().height() + y) * grid.image().width() + x];
    }
    return out;
  }

  private double[][] blocks(String prefix, int heads, double[][] tokens) {
    double[][] rows = tokens;
    for (int i = 0; file.names().contains(prefix + i + ".norm1.weight"); i++) {
      String block = prefix + i;
      double[][] attended = attend(linear(block + ".attn.qkv", norm(block + ".norm1", rows)), heads);
      rows = sum(rows, linear(block + ".attn.proj", attended));
      double[][] hidden = linear(block + ".mlp.fc1", norm(block + ".norm2", rows));
      rows = sum(rows, linear(block + ".mlp.fc2", map(hidden, PublicMae::gelu)));
    }
    return rows;
  }

  /** Returns the attention of rows {@code [T][3·D]}, which hold query, key and value, each head after head. */
  private static double[][] attend(double[][] rows, int heads) {
    int width = rows[0].length / 3;
    int size = width / heads;
    double[][] out = new double[rows.length][width];
    for (int from = 0; from < width; from += size) {
      for (int t = 0; t < rows.length; t++) {
        double[] weights = new double[rows.length];
        for (int s = 0; s < rows.length; s++) {
          for (int i = from; i < from + size; i++) {
            weights[s] += rows[t][i] * rows[s][width + i] / Math.sqrt(size);
          }
        }
        double total = Arrays.stream(weights).map(Math::exp).sum();
        for (int s = 0; s < rows.length; s++) {
          for (int i = from; i < from + size; i++) {
            out[t][i] += Math.exp(weights[s]) / total * rows[s][2 * width + i];
          }
        }
      }
    }
    return out;
  }

  private double[][] linear(String name, double[][] rows) {
    double[] weight = values(name + ".weight"); // [out, in]
    double[] bias = values(name + ".bias");
    return map(rows, x -> IntStream.range(0, bias.length)
        .mapToDouble(o -> bias[o] + dot(row(weight, o, x.length), x)).toArray());
  }

  private double[][] norm(String name, double[][] rows) {
    double[] weight = values(name + ".weight");
    double[] bias = values(name + ".bias");
    return map(rows, x -> {
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      return IntStream.range(0, x.length)
          .mapToDouble(i -> (x[i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i]).toArray();
    });
  }

  private static double[] gelu(double[] x) {
    double[] error = Nd4j.math().erf(Nd4j.createFromArray(x).div(Math.sqrt(2))).toDoubleVector();
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] / 2 * (1 + error[i])).toArray();
  }

  private double[] values(String name) {
    INDArray array = Nd4j.create(DataType.DOUBLE, file.shape(name));
    file.readInto(name, array);
    return array.reshape(array.length()).toDoubleVector();
  }

  private int width(String name) {
    long[] shape = file.shape(name);
    return (int) shape[shape.length - 1];
  }

  private static double[] row(double[] values, int row, int width) {
    return Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[] sum(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] + b[i]).toArray();
  }

  private static double[][] sum(double[][] a, double[][] b) {
    return IntStream.range(0, a.length).mapToObj(t -> sum(a[t], b[t])).toArray(double[][]::new);
  }

  private static double[][] map(double[][] rows, UnaryOperator<double[]> each) {
    return Arrays.stream(rows).map(each).toArray(double[][]::new);
  }

  private static double[][] prepend(double[] first, double[][] rows) {
    return Stream.of(List.of(first), List.of(rows)).flatMap(List::stream).toArray(double[][]::new);
  }
}
