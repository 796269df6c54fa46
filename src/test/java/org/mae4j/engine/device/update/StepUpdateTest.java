package org.mae4j.engine.device.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.device.DeviceArrays;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.ops.update.AdamWUpdate;
import org.mae4j.ops.update.AverageUpdate;
import org.mae4j.ops.update.GradientSum;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares updates of two parameters, one of them without an average, with those of the processor. */
class StepUpdateTest {
  private static final int[] LENGTHS = {9001, 3};
  private static final double[] DECAYS = {0.05, 0};
  private static final double[] RATES = {1, 0.5};
  private static final double BOUND = 0.7;
  private static final float[] LOSSES = {1.5f, 2};

  private final Random random = new Random(1);
  private final Device device = TestedDevice.open();
  private final DeviceArrays arrays = new DeviceArrays(device);
  private final List<Replicated> parameters = new ArrayList<>();

  @AfterEach
  void close() {
    arrays.close();
    device.close();
  }

  /** An array of the processor, and its copy on the device. */
  private record Replicated(INDArray values, INDArray first, INDArray second, INDArray average, INDArray gradient,
      TrainedArray copy) {}

  private Replicated parameter(int number) {
    INDArray[] all = new INDArray[5];
    Arrays.setAll(all, i -> Tiny.uniform(random, 1, LENGTHS[number]).castTo(DataType.FLOAT));
    all[2].muli(all[2]);
    DeviceArray[] copies = Arrays.stream(all).map(arrays::upload).toArray(DeviceArray[]::new);
    TrainedArray copy = new TrainedArray(copies[0], arrays.poisoned(all[0]), copies[4], copies[1], copies[2],
        number == 0 ? copies[3].address() : 0, DECAYS[number], RATES[number], false);
    return new Replicated(all[0], all[1], all[2], all[3], all[4], copy);
  }

  @Test
  void updatesMatchProcessor() {
    parameters.addAll(List.of(parameter(0), parameter(1)));
    List<List<INDArray>> gradients = gradients();
    StepResult result = run(gradients);
    double squares = 0;
    for (int i = 0; i < LENGTHS.length; i++) {
      Replicated parameter = parameters.get(i);
      double square = GradientSum.of(parameter.gradient, gradients.get(i)).add(2, true, 0.5);
      assertEquals(square, result.squaredNorms()[i], 1e-6 * square);
      squares += square;
    }
    assertEquals(1.75, result.loss());
    for (int i = 0; i < LENGTHS.length; i++) {
      updateOnProcessor(i, BOUND / Math.sqrt(squares));
    }
  }

  private void updateOnProcessor(int number, double factor) {
    Replicated parameter = parameters.get(number);
    new AdamWUpdate(0.1 * RATES[number], DECAYS[number], 0.9, 0.95, 1e-8, 3)
        .apply(parameter.values, parameter.first, parameter.second, parameter.gradient, factor);
    assertClose(parameter.gradient, parameter.copy.gradient());
    assertClose(parameter.values, parameter.copy.values());
    assertClose(parameter.first, parameter.copy.first());
    assertClose(parameter.second, parameter.copy.second());
    if (parameter.copy.average() != 0) {
      new AverageUpdate(0.75).apply(parameter.average, parameter.values);
      assertClose(parameter.average, DeviceArrays.at(parameter.copy.average(), parameter.copy.values()));
    }
  }

  @Test
  void notFiniteGradientChangesNothing() {
    parameters.addAll(List.of(parameter(0), parameter(1)));
    List<List<INDArray>> gradients = gradients();
    gradients.get(1).get(0).putScalar(1, Float.NaN);
    StepResult result = run(gradients);
    assertTrue(Double.isFinite(result.squaredNorms()[0]));
    assertTrue(Double.isNaN(result.squaredNorms()[1]));
    for (Replicated parameter : parameters) {
      assertArrayEquals(HostCopy.read(parameter.values), arrays.download(parameter.copy.values()));
      assertArrayEquals(HostCopy.read(parameter.second), arrays.download(parameter.copy.second()));
    }
  }

  /** Returns for each parameter the gradients of two micro-batches. */
  private List<List<INDArray>> gradients() {
    return Arrays.stream(LENGTHS).mapToObj(length -> List.of(
        Tiny.uniform(random, 1, length).castTo(DataType.FLOAT),
        Tiny.uniform(random, 1, length).castTo(DataType.FLOAT))).toList();
  }

  private StepResult run(List<List<INDArray>> gradients) {
    List<TrainedArray> copies = parameters.stream().map(Replicated::copy).toList();
    DeviceArray losses = arrays.upload(Nd4j.createFromArray(LOSSES));
    try (MicroBatchSum sum = new MicroBatchSum(device, copies.stream().map(TrainedArray::computed).toList(),
        copies.stream().map(TrainedArray::gradient).toList());
        StepUpdate update = new StepUpdate(device, copies, sum, losses.address(), 2)) {
      update.begin(new StepScalars(0.1, 0.9, 0.95, 1e-8, 3, BOUND, 0.25, 0.9));
      for (int microBatch = 0; microBatch < 2; microBatch++) {
        for (int i = 0; i < LENGTHS.length; i++) {
          device.upload(gradients.get(i).get(microBatch).data().addressPointer(),
              parameters.get(i).copy.computed().address(), (long) LENGTHS[i] * Float.BYTES);
        }
        sum.add(microBatch == 0, microBatch == 0 ? 1 : 0.5f);
      }
      update.apply();
      return update.result();
    }
  }

  private void assertClose(INDArray expected, DeviceArray copy) {
    DeviceArrays.assertClose(HostCopy.read(expected), arrays.download(copy), "array");
  }
}
