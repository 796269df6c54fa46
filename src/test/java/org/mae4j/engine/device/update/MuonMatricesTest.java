package org.mae4j.engine.device.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.HostTransfer;
import org.mae4j.engine.device.DeviceArrays;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.ops.update.AverageUpdate;
import org.mae4j.ops.update.MuonUpdate;
import org.mae4j.ops.update.NewtonSchulz;
import org.mae4j.testing.Tiny;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares updates by Muon with those of the processor. */
class MuonMatricesTest {
  private final Random random = new Random(1);
  private final Device device = TestedDevice.open();
  private final DeviceArrays arrays = new DeviceArrays(device);

  @AfterEach
  void close() {
    arrays.close();
    device.close();
  }

  /** Two wide matrices, a tall one of two pieces, and a step that is skipped. */
  @Test
  void updatesByMuonMatchProcessor() {
    long[][] shapes = {{5, 12}, {70, 66}, {5, 12}};
    List<INDArray[]> all = Arrays.stream(shapes).map(shape -> uniform(shape)).toList();
    List<TrainedArray> copies = all.stream().map(this::trained).toList();
    DeviceArray loss = arrays.upload(Nd4j.scalar(Float.NaN));
    try (MicroBatchSum sum = new MicroBatchSum(device, copies.stream().map(TrainedArray::computed).toList(),
        copies.stream().map(TrainedArray::gradient).toList());
        StepUpdate update = new StepUpdate(device, copies, sum, loss.address(), 1)) {
      update.begin(new StepScalars(0.1, 0.9, 0.95, 1e-8, 3, 0, 0.25, 0.9));
      sum.add(true, 1);
      update.apply();
      assertClose(all.get(1)[0], copies.get(1).values(), 0);
      assertClose(all.get(1)[1], copies.get(1).first(), 0);
      HostTransfer.upload(device, Nd4j.scalar(1f), loss);
      update.apply();
    }
    for (int i = 0; i < shapes.length; i++) {
      INDArray[] matrix = all.get(i);
      try (NewtonSchulz memory = NewtonSchulz.of(DataType.FLOAT, shapes[i][0], shapes[i][1])) {
        new MuonUpdate(0.05, 0.05, 0.9).apply(matrix[0], matrix[1], matrix[2], 1, memory);
      }
      new AverageUpdate(0.75).apply(matrix[3], matrix[0]);
      assertClose(matrix[0], copies.get(i).values(), 1e-4);
      assertClose(matrix[1], copies.get(i).first(), 1e-6);
      assertClose(matrix[3], DeviceArrays.at(copies.get(i).average(), copies.get(i).values()), 1e-4);
    }
  }

  /** Values, momentum, gradient and average. */
  private INDArray[] uniform(long... shape) {
    INDArray[] all = new INDArray[4];
    Arrays.setAll(all, i -> Tiny.uniform(random, 1, shape).castTo(DataType.FLOAT));
    return all;
  }

  private TrainedArray trained(INDArray... all) {
    DeviceArray momentum = arrays.upload(all[1]);
    return new TrainedArray(arrays.upload(all[0]), arrays.upload(all[2]), arrays.poisoned(all[2]), momentum, momentum,
        arrays.upload(all[3]).address(), 0.05, 0.5, true);
  }

  private void assertClose(INDArray expected, DeviceArray copy, double tolerance) {
    try (INDArray actual = Nd4j.createFromArray(arrays.download(copy)).reshape(expected.shape())) {
      double error = actual.sub(expected).norm2Number().doubleValue();
      assertEquals(0, error, tolerance * expected.norm2Number().doubleValue());
    }
  }
}
