package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.PlannedOp;
import org.mae4j.ops.Attention;
import org.mae4j.ops.AttentionGradient;
import org.mae4j.ops.CrossAttention;
import org.mae4j.ops.CrossAttentionGradient;
import org.mae4j.ops.FusedOp;
import org.mae4j.testing.TestedDevice;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares attention and its gradient on the emulated device with the processor's. The gradient computes the weights
 * again, so the two are tested together.
 */
class AttentionGradientTest {
  static final Set<String> KINDS = Set.of("mae4j_attention_gradient", "mae4j_cross_attention_gradient");

  /** A tile has 32 rows, and a block 8, 16 or 32. */
  @ParameterizedTest
  @CsvSource({"3, 1, 1, 2, 4", "2, 6, 6, 2, 4", "2, 33, 33, 1, 16", "1, 65, 65, 2, 64", "2, 17, 17, 3, 18",
      "1, 40, 40, 1, 100", "1, 70, 70, 1, 128", "1, 1025, 1025, 1, 16"})
  void withinSequences(int batch, int queries, int keys, int heads, int width) {
    int joined = heads * width;
    compare(shaped(new Attention(), batch, queries, keys, heads),
        shaped(new AttentionGradient(), batch, queries, keys, heads), batch * heads, queries, keys,
        new long[] {batch * queries, 3L * joined});
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 5, 2, 6", "2, 49, 17, 3, 16", "1, 17, 70, 2, 48", "1, 9, 40, 1, 128"})
  void betweenSequences(int batch, int queries, int keys, int heads, int width) {
    long joined = (long) heads * width;
    compare(shaped(new CrossAttention(), batch, queries, keys, heads),
        shaped(new CrossAttentionGradient(), batch, queries, keys, heads), batch * heads, queries, keys,
        new long[] {batch * queries, joined}, new long[] {batch * keys, joined}, new long[] {batch * keys, joined});
  }

  private static void compare(FusedOp forward, FusedOp backward, int pairs, int queries, int keys, long[]... shapes) {
    Random random = new Random(1);
    INDArray[] inputs = Arrays.stream(shapes).map(shape -> uniform(random, shape)).toArray(INDArray[]::new);
    long joined = shapes.length == 1 ? shapes[0][1] / 3 : shapes[0][1];
    INDArray gradient = uniform(random, shapes[0][0], joined);
    List<float[]> expected = onProcessor(forward, backward, inputs, gradient, new long[] {pairs, queries, keys});
    List<float[]> actual = onDevice(forward, backward, inputs, gradient, pairs * queries, false);
    List<float[]> backwards = onDevice(forward, backward, inputs, gradient, pairs * queries, true);
    for (int i = 0; i < expected.size(); i++) {
      DeviceOperationsTest.assertClose(expected.get(i), actual.get(i), "output " + i);
      assertArrayEquals(actual.get(i), backwards.get(i), "output " + i);
    }
  }

  /** Returns the joined heads, and the gradients of the inputs. */
  private static List<float[]> onProcessor(FusedOp forward, FusedOp backward, INDArray[] inputs, INDArray gradient,
      long[] weightShape) {
    INDArray joined = gradient.ulike();
    INDArray weights = Nd4j.create(DataType.FLOAT, weightShape);
    PlannedOp.of(forward, inputs, new INDArray[] {joined, weights}).run();
    List<INDArray> gradients = new ArrayList<>();
    Arrays.stream(inputs).forEach(input -> gradients.add(input.ulike()));
    gradients.add(Nd4j.create(DataType.FLOAT, 1, weightShape[1], weightShape[2]));
    List<INDArray> all = new ArrayList<>(List.of(inputs));
    all.addAll(List.of(weights, gradient, joined));
    PlannedOp.of(backward, all.toArray(INDArray[]::new), gradients.toArray(INDArray[]::new)).run();
    List<float[]> results = new ArrayList<>(List.of(HostCopy.read(joined)));
    gradients.subList(0, inputs.length).forEach(each -> results.add(HostCopy.read(each)));
    return results;
  }

  private static List<float[]> onDevice(FusedOp forward, FusedOp backward, INDArray[] inputs, INDArray gradient,
      int logSums, boolean threadsBackwards) {
    try (Device device = TestedDevice.open(threadsBackwards); DeviceArrays arrays = new DeviceArrays(device)) {
      List<DeviceArray> uploaded = new ArrayList<>(Arrays.stream(inputs).map(arrays::upload).toList());
      DeviceArray joined = arrays.poisoned(gradient);
      DeviceArray kept = DeviceArray.of(arrays.allocate((long) logSums * Float.BYTES), DataType.FLOAT, logSums);
      arrays.launch(DeviceOperations.bind(new Operands(forward, uploaded, List.of(joined, kept), Set.of())));
      uploaded.addAll(List.of(kept, arrays.upload(gradient), joined));
      List<DeviceArray> gradients = Arrays.stream(inputs).map(arrays::poisoned).toList();
      arrays.launch(DeviceOperations.bind(new Operands(backward, uploaded, gradients, Set.of())));
      List<float[]> results = new ArrayList<>(List.of(arrays.download(joined)));
      gradients.forEach(each -> results.add(arrays.download(each)));
      return results;
    }
  }

  private static INDArray uniform(Random random, long... shape) {
    return Tiny.uniform(random, 1, shape).castTo(DataType.FLOAT);
  }

  private static FusedOp shaped(FusedOp op, int batch, int queries, int keys, int heads) {
    op.addIArgument(batch, queries, keys, heads);
    return op;
  }
}
