package org.mae4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HostCopyTest {
  private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void readsBackWrittenValues(DataType type) {
    INDArray array = Nd4j.create(type, 2, 3);
    HostCopy.write(VALUES, array);
    assertEquals(4, array.getDouble(1, 0));
    float[] back = new float[6];
    HostCopy.read(array, back);
    assertArrayEquals(VALUES, back);
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void writesOnlyToView(DataType type) {
    INDArray whole = Nd4j.create(type, 4, 3);
    HostCopy.write(VALUES, whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all()));
    assertArrayEquals(new double[] {0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0},
        whole.reshape(12).toDoubleVector());
  }

  @Test
  void writesIntegers() {
    INDArray array = Nd4j.create(DataType.INT32, 2, 2);
    HostCopy.write(new int[] {1, 2, 3, 4}, array);
    assertEquals(Nd4j.createFromArray(new int[][] {{1, 2}, {3, 4}}), array);
  }

  @Test
  void rejectsWrongLengths() {
    INDArray array = Nd4j.create(DataType.FLOAT, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> HostCopy.write(VALUES, array));
    assertThrows(IllegalArgumentException.class, () -> HostCopy.write(new int[3], array));
    assertThrows(IllegalArgumentException.class, () -> HostCopy.read(array, new float[5]));
  }
}
