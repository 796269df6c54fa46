package org.mae4j.ops.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RowsTest {
  private static final int WIDTH = 1_000_000;

  /** 2.4 GB, of which the system provides only the pages that are written. Java's first buffer ends after row 535. */
  @Test
  void readsAndWritesArraysOfMoreThanTwoGigabytes() {
    long rows = 600;
    try (FloatPointer memory = new FloatPointer(rows * WIDTH);
        INDArray array = Nd4j.create(Nd4j.createBuffer(memory, rows * WIDTH, DataType.FLOAT), rows, WIDTH)) {
      Rows large = new Rows(array);
      assertEquals(600, large.count());
      float[] three = new float[3 * WIDTH];
      for (int i = 0; i < three.length; i++) {
        three[i] = i;
      }
      large.write(534, 3, three);
      large.write(599, three, WIDTH);
      assertEquals(WIDTH, memory.get(535L * WIDTH));
      assertEquals(2 * WIDTH, memory.get(536L * WIDTH));
      assertEquals(WIDTH + 1, memory.get(599L * WIDTH + 1));
      float[] back = new float[3 * WIDTH];
      large.read(534, 3, back);
      assertArrayEquals(three, back);
      large.read(599, back);
      assertArrayEquals(Arrays.copyOfRange(three, WIDTH, 2 * WIDTH), Arrays.copyOf(back, WIDTH));
    }
  }
}
