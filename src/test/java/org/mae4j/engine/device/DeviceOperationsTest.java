package org.mae4j.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.backend.device.Device;
import org.mae4j.engine.HostCopy;
import org.mae4j.engine.device.kernel.DeviceArray;
import org.mae4j.engine.graph.PlannedOp;
import org.mae4j.testing.emulation.TestedDevice;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares each operation on the emulated device with the processor's, on sizes that are not multiples of a warp or a
 * block. The threads of a block run in both orders: results that differ by a bit reveal a race.
 */
class DeviceOperationsTest {

  static Stream<OperationCase> cases() {
    return OperationCases.all();
  }

  @Test
  void everyKindHasACase() {
    TreeSet<String> tested =
        cases().map(each -> each.function().opName()).collect(Collectors.toCollection(TreeSet::new));
    tested.addAll(AttentionGradientTest.KINDS);
    assertEquals(new TreeSet<>(DeviceOperations.kinds()), tested);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void matchesProcessor(OperationCase tested) {
    INDArray[] inputs = tested.inputs(new Random(1));
    INDArray[] expected = tested.outputs();
    try (PlannedOp operation = PlannedOp.of(tested.function(), inputs, expected)) {
      operation.run();
    }
    List<float[]> forwards = run(tested, inputs, false);
    List<float[]> backwards = run(tested, inputs, true);
    for (int i : tested.compared()) {
      DeviceArrays.assertClose(values(expected[i]), forwards.get(i), "output " + i);
      assertArrayEquals(forwards.get(i), backwards.get(i), "output " + i);
    }
  }

  private static List<float[]> run(OperationCase tested, INDArray[] inputs, boolean backwards) {
    try (Device device = TestedDevice.open(backwards); DeviceArrays arrays = new DeviceArrays(device)) {
      List<DeviceArray> uploaded = Arrays.stream(inputs).map(arrays::upload).toList();
      List<DeviceArray> outputs = Arrays.stream(tested.outputs()).map(arrays::poisoned).toList();
      DeviceOperation operation =
          DeviceOperations.bind(new Operands(tested.function(), uploaded, outputs, tested.delivered()));
      arrays.launch(operation);
      return outputs.stream().map(arrays::download).toList();
    }
  }

  private static float[] values(INDArray array) {
    try (INDArray floats = array.castTo(DataType.FLOAT)) {
      return HostCopy.read(floats);
    }
  }
}
