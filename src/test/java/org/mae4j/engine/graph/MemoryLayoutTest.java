package org.mae4j.engine.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class MemoryLayoutTest {
  private static final int OPERATIONS = 30;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void overlappingLifetimesShareNoBytes(long seed) {
    List<PlannedArray.Storage> storages = randomLifetimes(new Random(seed), 80);
    try (MemoryLayout layout = new MemoryLayout(storages)) {
      boolean shared = false;
      for (PlannedArray.Storage a : storages) {
        for (PlannedArray.Storage b : storages) {
          boolean overlap = a != b && a.type == b.type && overlap(range(layout, a), range(layout, b));
          assertFalse(overlap && aliveTogether(a, b), "two arrays with overlapping lifetimes share bytes");
          shared |= overlap;
        }
      }
      assertTrue(shared, "no two arrays share bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sizeIsBetweenPeakAndSum(long seed) {
    List<PlannedArray.Storage> storages = randomLifetimes(new Random(seed), 80);
    try (MemoryLayout layout = new MemoryLayout(storages)) {
      long kept = storages.stream().mapToLong(s -> s.length * s.type.width()).sum();
      assertTrue(layout.bytes() < kept, layout.bytes() + " bytes for values of " + kept);
      assertTrue(layout.bytes() >= peak(storages), layout.bytes() + " bytes at a peak of " + peak(storages));
    }
  }

  @Test
  void arraysKeepTheirValues() {
    List<PlannedArray.Storage> storages = List.of(storage(DataType.FLOAT, 5, 0, 3), storage(DataType.FLOAT, 7, 1, 2));
    try (MemoryLayout layout = new MemoryLayout(storages)) {
      INDArray first = layout.array(new PlannedArray(storages.get(0), new long[] {5}));
      INDArray second = layout.array(new PlannedArray(storages.get(1), new long[] {7}));
      first.assign(1);
      second.assign(2);
      assertEquals(5, first.sumNumber().doubleValue());
      assertEquals(14, second.sumNumber().doubleValue());
    }
  }

  private static List<PlannedArray.Storage> randomLifetimes(Random random, int count) {
    List<PlannedArray.Storage> storages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int written = random.nextInt(OPERATIONS);
      storages.add(storage(random.nextInt(4) == 0 ? DataType.INT32 : DataType.FLOAT, random.nextInt(100), written,
          written + random.nextInt(8)));
    }
    return storages;
  }

  private static PlannedArray.Storage storage(DataType type, int length, int written, int lastRead) {
    PlannedArray.Storage storage = new PlannedArray.Storage(type, length, written);
    storage.lastRead = lastRead;
    return storage;
  }

  /**
   * Returns whether an operation exists at which both arrays are alive: from their write to their last read, inclusive.
   */
  private static boolean aliveTogether(PlannedArray.Storage a, PlannedArray.Storage b) {
    for (int i = 0; i < 2 * OPERATIONS; i++) {
      if (a.written <= i && i <= a.lastRead && b.written <= i && i <= b.lastRead) {
        return true;
      }
    }
    return false;
  }

  /** Returns the maximum, over all operations, of the bytes that are alive. */
  private static long peak(List<PlannedArray.Storage> storages) {
    long peak = 0;
    for (int i = 0; i < 2 * OPERATIONS; i++) {
      int operation = i;
      peak = Math.max(peak, storages.stream().filter(s -> s.written <= operation && operation <= s.lastRead)
          .mapToLong(s -> s.length * s.type.width()).sum());
    }
    return peak;
  }

  /** Returns the first address and the address after the last. */
  private static long[] range(MemoryLayout layout, PlannedArray.Storage storage) {
    if (storage.length == 0) {
      return new long[] {0, 0};
    }
    long start = layout.array(new PlannedArray(storage, new long[] {storage.length})).data().addressPointer().address();
    return new long[] {start, start + storage.length * storage.type.width()};
  }

  private static boolean overlap(long[] a, long[] b) {
    return a[0] < b[1] && b[0] < a[1];
  }
}
