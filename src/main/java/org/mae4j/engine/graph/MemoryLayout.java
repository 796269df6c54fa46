package org.mae4j.engine.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Places all values of a plan in one block of memory per data type, so that values that are never alive at the same
 * time share bytes: the largest first, each at the lowest offset that is free during its whole life (greedy by size,
 * Pisarchyk and Lee, arXiv 2001.03288).
 */
public final class MemoryLayout implements AutoCloseable {
  /** Offsets are multiples of so many elements: at least 64 bytes, a cache line and a vector register. */
  private static final long ALIGNMENT = 16;

  private final Map<PlannedArray.Storage, Long> offsets = new IdentityHashMap<>();
  /** Number of elements of the block of each type. */
  private final Map<DataType, Long> lengths = new HashMap<>();
  private final Map<DataType, INDArray> blocks = new HashMap<>();

  MemoryLayout(Collection<PlannedArray.Storage> storages) {
    Map<DataType, List<PlannedArray.Storage>> placed = new HashMap<>();
    List<PlannedArray.Storage> bySize = new ArrayList<>(storages);
    bySize.sort(Comparator.comparingLong((PlannedArray.Storage s) -> -s.length).thenComparingInt(s -> s.written));
    for (PlannedArray.Storage storage : bySize) {
      List<PlannedArray.Storage> sameType = placed.computeIfAbsent(storage.type, type -> new ArrayList<>());
      offsets.put(storage, lowestFree(storage, sameType));
      sameType.add(storage);
    }
    placed.forEach((type, all) -> lengths.put(type, length(all)));
  }

  /** Returns the bytes of all blocks, known before they are allocated. */
  public long bytes() {
    return lengths.entrySet().stream().mapToLong(entry -> entry.getValue() * entry.getKey().width()).sum();
  }

  /** Returns the array of a value; the first of its type allocates the block. */
  public INDArray array(PlannedArray value) {
    INDArray block = blocks.computeIfAbsent(value.type(), type -> Nd4j.create(type, lengths.get(type)));
    long[] shape = value.shape();
    DataBuffer data = block.data();
    return Nd4j.create(data, shape, Nd4j.getStrides(shape, 'c'), offsets.get(value.storage()), 'c');
  }

  /** Returns the number of elements of the block of a type. */
  public long length(DataType type) {
    return lengths.get(type);
  }

  /** Returns the offset of a value in the block of its type, in elements. */
  public long offset(PlannedArray value) {
    return offsets.get(value.storage());
  }

  private long lowestFree(PlannedArray.Storage storage, List<PlannedArray.Storage> placed) {
    List<PlannedArray.Storage> overlapping = placed.stream().filter(storage::overlaps)
        .sorted(Comparator.comparingLong(offsets::get)).toList();
    long offset = 0;
    for (PlannedArray.Storage other : overlapping) {
      if (offset + storage.length <= offsets.get(other)) {
        return offset;
      }
      offset = Math.max(offset, align(offsets.get(other) + other.length));
    }
    return offset;
  }

  private long length(List<PlannedArray.Storage> placed) {
    return align(Math.max(1, placed.stream().mapToLong(s -> offsets.get(s) + s.length).max().orElse(0)));
  }

  private static long align(long elements) {
    return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void close() {
    blocks.values().forEach(INDArray::close);
    blocks.clear();
  }
}
