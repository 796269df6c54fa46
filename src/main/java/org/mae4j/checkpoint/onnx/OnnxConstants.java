package org.mae4j.checkpoint.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.TensorProto;
import org.mae4j.checkpoint.NativeBytes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * The constants of an ONNX graph under construction. Each gets a name. Arrays of floats are not copied, so they stay open
 * until the graph is written.
 */
final class OnnxConstants {
  private final GraphProto.Builder graph;
  private final UnaryOperator<String> names;
  private final Map<List<?>, String> known = new HashMap<>();
  private final List<INDArray> arrays = new ArrayList<>();

  /**
   * @param graph graph that gets the constants
   * @param names returns a name that is free, for one that may be taken
   */
  OnnxConstants(GraphProto.Builder graph, UnaryOperator<String> names) {
    this.graph = graph;
    this.names = names;
  }

  /** Returns the name of a constant vector of 64-bit integers. Equal constants are one. */
  String integers(long... values) {
    return integers(List.of((long) values.length), values);
  }

  /** Returns the name of a constant 64-bit integer without dimensions. */
  String integer(long value) {
    return integers(List.of(), value);
  }

  private String integers(List<Long> shape, long... values) {
    List<Long> list = LongStream.of(values).boxed().toList();
    return known.computeIfAbsent(List.of(shape, list),
        key -> add(tensor("integers", TensorProto.DataType.INT64_VALUE, shape).addAllInt64Data(list)));
  }

  /** Returns the name of a constant float without dimensions. */
  String scalar(double value) {
    return floats(List.of(), List.of((float) value));
  }

  /** Returns the name of a constant vector of floats. */
  String floats(float... values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return floats(List.of((long) values.length), list);
  }

  /** Returns the name of a constant of floats of any shape. */
  String floats(List<Long> shape, List<Float> values) {
    return known.computeIfAbsent(List.of(shape, values),
        key -> add(tensor("floats", TensorProto.DataType.FLOAT_VALUE, shape).addAllFloatData(values)));
  }

  /** Adds the values of a row-major array of floats or integers as {@code name}. Integers have 64 bits in ONNX. */
  String array(String name, INDArray array) {
    TensorProto.Builder tensor =
        tensor(name, type(array.dataType()), LongStream.of(array.shape()).boxed().toList());
    if (array.dataType() == DataType.FLOAT) {
      arrays.add(array);
      return add(tensor.setRawData(UnsafeByteOperations.unsafeWrap(NativeBytes.view(array))));
    }
    return add(tensor.addAllInt64Data(LongStream.of(array.dup('c').ravel().toLongVector()).boxed().toList()));
  }

  static int type(DataType type) {
    return switch (type) {
      case FLOAT -> TensorProto.DataType.FLOAT_VALUE;
      case INT, LONG -> TensorProto.DataType.INT64_VALUE;
      default -> throw new IllegalArgumentException("no tensor is written from " + type);
    };
  }

  private TensorProto.Builder tensor(String name, int type, List<Long> shape) {
    return TensorProto.newBuilder().setName(names.apply(name)).setDataType(type).addAllDims(shape);
  }

  private String add(TensorProto.Builder tensor) {
    graph.addInitializer(tensor);
    return tensor.getName();
  }
}
