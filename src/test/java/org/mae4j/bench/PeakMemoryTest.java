package org.mae4j.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PeakMemoryTest {
  @Test
  void growsWithNativeMemory() {
    long before = PeakMemory.bytes();
    // An array as large as the previous peak exceeds it, because Java and ND4J need memory too.
    try (INDArray large = Nd4j.valueArrayOf(new long[] {before / Float.BYTES}, 1, DataType.FLOAT)) {
      assertTrue(PeakMemory.bytes() > before, "an array of " + large.length() + " floats");
    }
  }
}
