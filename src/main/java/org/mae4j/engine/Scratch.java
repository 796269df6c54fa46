package org.mae4j.engine;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that have a shape but no contents, for asking operations what shape they would produce. Behind each is one
 * element, whatever its shape, so that a graph can be asked how large it is before there is memory for it.
 */
final class Scratch implements AutoCloseable {
  private final Map<DataType, INDArray> elements = new HashMap<>();

  INDArray array(PlanBuffer value) {
    INDArray element = elements.computeIfAbsent(value.storage().type, type -> Nd4j.create(type, 1));
    return Nd4j.create(element.data(), value.shape(), Nd4j.getStrides(value.shape(), 'c'), 0, 'c');
  }

  @Override
  public void close() {
    elements.values().forEach(INDArray::close);
    elements.clear();
  }
}
