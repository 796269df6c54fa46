package org.mae4j.engine;

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
 * Places all values of a plan in one block of memory for each data type, so that values which are never alive
 * together share bytes: the largest first, each at the lowest offset that is free over its whole life (greedy by
 * size, Pisarchyk and Lee, arXiv 2001.03288).
 */
final class MemoryLayout implements AutoCloseable {
  /** Elements to which offsets are rounded up: at least 64 bytes, a cache line and a vector register. */
  private static final long ALIGNMENT = 16;

  private final Map<PlanBuffer.Storage, Long> offsets = new IdentityHashMap<>();
  /** Elements of the block of each type. */
  private final Map<DataType, Long> lengths = new HashMap<>();
  private final Map<DataType, INDArray> blocks = new HashMap<>();

  MemoryLayout(Collection<PlanBuffer.Storage> storages) {
    Map<DataType, List<PlanBuffer.Storage>> placed = new HashMap<>();
    List<PlanBuffer.Storage> bySize = new ArrayList<>(storages);
    bySize.sort(Comparator.comparingLong((PlanBuffer.Storage s) -> -s.length).thenComparingInt(s -> s.written));
    for (PlanBuffer.Storage storage : bySize) {
      List<PlanBuffer.Storage> sameType = placed.computeIfAbsent(storage.type, type -> new ArrayList<>());
      offsets.put(storage, lowestFree(storage, sameType));
      sameType.add(storage);
    }
    placed.forEach((type, all) -> lengths.put(type, length(all)));
  }

  /** Bytes of all blocks; known before there are any. */
  long bytes() {
    return lengths.entrySet().stream().mapToLong(entry -> entry.getValue() * entry.getKey().width()).sum();
  }

  /** The array of a value; the first of its type allocates the block. */
  INDArray array(PlanBuffer value) {
    INDArray block = blocks.computeIfAbsent(value.storage().type, type -> Nd4j.create(type, lengths.get(type)));
    long[] shape = value.shape();
    DataBuffer data = block.data();
    return Nd4j.create(data, shape, Nd4j.getStrides(shape, 'c'), offsets.get(value.storage()), 'c');
  }

  private long lowestFree(PlanBuffer.Storage storage, List<PlanBuffer.Storage> placed) {
    List<PlanBuffer.Storage> rivals = placed.stream().filter(storage::overlaps)
        .sorted(Comparator.comparingLong(offsets::get)).toList();
    long offset = 0;
    for (PlanBuffer.Storage rival : rivals) {
      if (offset + storage.length <= offsets.get(rival)) {
        return offset;
      }
      offset = Math.max(offset, align(offsets.get(rival) + rival.length));
    }
    return offset;
  }

  private long length(List<PlanBuffer.Storage> placed) {
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
