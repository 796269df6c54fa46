package org.mae4j.engine;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that have a shape but no contents of their own, for asking operations what shape they would produce. */
final class Scratch implements AutoCloseable {
  private final Map<DataType, INDArray> blocks = new HashMap<>();

  INDArray array(Value value) {
    INDArray block = blocks.compute(value.storage().type, (type, old) -> atLeast(type, old, value.storage().length));
    return Nd4j.create(block.data(), value.shape(), Nd4j.getStrides(value.shape(), 'c'), 0, 'c');
  }

  private static INDArray atLeast(DataType type, INDArray old, long length) {
    return old != null && old.length() >= length ? old : Nd4j.create(type, Math.max(1, length));
  }

  @Override
  public void close() {
    blocks.values().forEach(INDArray::close);
    blocks.clear();
  }
}
