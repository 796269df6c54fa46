package org.mae4j.engine.graph;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays with a shape and no contents, with which operations are asked for the shapes of their outputs. Each has one
 * element in memory, whatever its shape, so the size of a graph can be found before there is memory for it.
 */
final class ShapeProbe implements AutoCloseable {
  private final Map<DataType, INDArray> elements = new HashMap<>();

  INDArray array(PlannedArray value) {
    INDArray element = elements.computeIfAbsent(value.type(), type -> Nd4j.create(type, 1));
    return Nd4j.create(element.data(), value.shape(), Nd4j.getStrides(value.shape(), 'c'), 0, 'c');
  }

  @Override
  public void close() {
    elements.values().forEach(INDArray::close);
    elements.clear();
  }
}
