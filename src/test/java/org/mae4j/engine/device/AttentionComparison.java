package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.mae4j.backend.device.Device;
import org.mae4j.config.ComputeConfig.Precision;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.ops.FusedOp;
import org.mae4j.ops.attention.Attention;
import org.mae4j.ops.attention.AttentionGradient;
import org.mae4j.ops.attention.CrossAttention;
import org.mae4j.ops.attention.CrossAttentionGradient;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Attention and its gradient, which computes the weights again, on a device and on the processor.
 *
 * @param weights shape of the weights
 * @param inputs of attention
 * @param gradient of the joined heads
 */
record AttentionComparison(FusedOp forward, FusedOp backward, long[] weights, List<INDArray> inputs,
    INDArray gradient) {
  /** Returns attention of tokens of the same sequence. */
  static AttentionComparison within(int batch, int tokens, int heads, int width) {
    long joined = (long) heads * width;
    return of(new Attention(), new AttentionGradient(), new long[] {batch, tokens, tokens, heads},
        new long[] {(long) batch * tokens, 3 * joined});
  }

  /** Returns attention from one sequence to another. */
  static AttentionComparison between(int batch, int queries, int keys, int heads, int width) {
    long joined = (long) heads * width;
    long[] attended = {(long) batch * keys, joined};
    return of(new CrossAttention(), new CrossAttentionGradient(), new long[] {batch, queries, keys, heads},
        new long[] {(long) batch * queries, joined}, attended, attended);
  }

  private static AttentionComparison of(FusedOp forward, FusedOp backward, long[] shape, long[]... inputs) {
    Random random = new Random(1);
    List<INDArray> arrays = Arrays.stream(inputs).map(input -> uniform(random, input)).toList();
    long joined = inputs.length == 1 ? inputs[0][1] / 3 : inputs[0][1];
    INDArray gradient = uniform(random, inputs[0][0], joined);
    for (FusedOp op : List.of(forward, backward)) {
      op.addIArgument(Arrays.stream(shape).mapToInt(Math::toIntExact).toArray());
    }
    return new AttentionComparison(forward, backward, new long[] {shape[0] * shape[3], shape[1], shape[2]}, arrays,
        gradient);
  }

  private static INDArray uniform(Random random, long... shape) {
    return Tiny.uniform(random, 1, shape).castTo(DataType.FLOAT);
  }

  /**
   * Returns the relative errors of the joined heads and of the gradients of the inputs. The threads of a block run in both
   * orders, with the same bits.
   */
  double[] errors(Precision precision) {
    List<float[]> expected = onProcessor();
    List<float[]> actual = onDevice(precision, false);
    List<float[]> backwards = onDevice(precision, true);
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(actual.get(i), backwards.get(i), "output " + i);
    }
    return IntStream.range(0, expected.size())
        .mapToDouble(i -> DeviceArrays.relativeError(expected.get(i), actual.get(i))).toArray();
  }

  /** Returns the relative errors of the joined heads and of the weights, which the host reads. */
  double[] forwardErrors(Precision precision) {
    List<INDArray> expected = forwardOnProcessor();
    try (Device device = TestedDevice.open(false, precision); DeviceArrays arrays = new DeviceArrays(device)) {
      List<DeviceArray> uploaded = inputs.stream().map(arrays::upload).toList();
      List<DeviceArray> outputs = expected.stream().map(arrays::poisoned).toList();
      arrays.launch(DeviceOperations.bind(new Operands(forward, uploaded, outputs, Set.of(1))));
      return IntStream.range(0, expected.size())
          .mapToDouble(i -> DeviceArrays.relativeError(HostCopy.read(expected.get(i)), arrays.download(outputs.get(i))))
          .toArray();
    }
  }

  /** Returns the joined heads and the weights. */
  private List<INDArray> forwardOnProcessor() {
    List<INDArray> outputs = List.of(gradient.ulike(), Nd4j.create(DataType.FLOAT, weights));
    run(forward, inputs, outputs);
    return outputs;
  }

  /** Returns the joined heads, and the gradients of the inputs. */
  private List<float[]> onProcessor() {
    List<INDArray> outputs = forwardOnProcessor();
    INDArray joined = outputs.get(0);
    INDArray kept = outputs.get(1);
    List<INDArray> gradients = new ArrayList<>(inputs.stream().map(INDArray::ulike).toList());
    gradients.add(Nd4j.create(DataType.FLOAT, 1, weights[1], weights[2]));
    List<INDArray> all = new ArrayList<>(inputs);
    all.addAll(List.of(kept, gradient, joined));
    run(backward, all, gradients);
    List<float[]> results = new ArrayList<>(List.of(HostCopy.read(joined)));
    gradients.subList(0, inputs.size()).forEach(each -> results.add(HostCopy.read(each)));
    return results;
  }

  private static void run(FusedOp op, List<INDArray> inputs, List<INDArray> outputs) {
    try (PlannedOp planned =
        PlannedOp.of(op, inputs.toArray(INDArray[]::new), outputs.toArray(INDArray[]::new))) {
      planned.run();
    }
  }

  private List<float[]> onDevice(Precision precision, boolean threadsBackwards) {
    try (Device device = TestedDevice.open(threadsBackwards, precision);
        DeviceArrays arrays = new DeviceArrays(device)) {
      List<DeviceArray> uploaded = new ArrayList<>(inputs.stream().map(arrays::upload).toList());
      DeviceArray joined = arrays.poisoned(gradient);
      int queries = Math.toIntExact(weights[0] * weights[1]);
      DeviceArray kept = DeviceArray.of(arrays.allocate((long) queries * Float.BYTES), DataType.FLOAT, queries);
      arrays.launch(DeviceOperations.bind(new Operands(forward, uploaded, List.of(joined, kept), Set.of())));
      uploaded.addAll(List.of(kept, arrays.upload(gradient), joined));
      List<DeviceArray> gradients = inputs.stream().map(arrays::poisoned).toList();
      arrays.launch(DeviceOperations.bind(new Operands(backward, uploaded, gradients, Set.of())));
      List<float[]> results = new ArrayList<>(List.of(arrays.download(joined)));
      gradients.forEach(each -> results.add(arrays.download(each)));
      return results;
    }
  }
}
