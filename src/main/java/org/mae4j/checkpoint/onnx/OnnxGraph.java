package org.mae4j.checkpoint.onnx;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.mae4j.base.DurableFile;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.NativeBytes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * An ONNX model under construction. Values are known by name. The first dimension of inputs and outputs is the number
 * of images, {@value #BATCH}. Arrays are not copied, so they stay open until the file is written.
 */
final class OnnxGraph {
  /** The name of the dimension that a user chooses. */
  static final String BATCH = "batch";
  /** The first version of the operators that has layer norm. */
  private static final int OPERATORS = 17;
  /** The version of the file format that came with these operators. */
  private static final int FORMAT = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> names = new HashSet<>();
  private final Map<List<?>, String> constants = new HashMap<>();
  private final List<INDArray> arrays = new ArrayList<>();

  /** @param outputs names that {@link #output} is called with, which no other value gets */
  OnnxGraph(String name, String... outputs) {
    graph.setName(name);
    names.addAll(List.of(outputs));
  }

  /** Adds an input of floats, {@code [batch, dimensions…]}, and returns its name. */
  String input(String name, long... dimensions) {
    names.add(name);
    graph.addInput(images(name, dimensions));
    return name;
  }

  /** Makes a value an output of floats, {@code [batch, dimensions…]}, under the name {@code name}. */
  void output(String name, String value, long... dimensions) {
    graph.addNode(NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(images(name, dimensions));
  }

  private static ValueInfoProto images(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    Arrays.stream(dimensions).forEach(size -> shape.addDimBuilder().setDimValue(size));
    return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape))).build();
  }

  /** Adds an operation with one output and returns the name of that: {@code name}, or with a number if it is taken. */
  String node(String operator, String name, List<String> inputs, AttributeProto... attributes) {
    return nodes(operator, name, 1, inputs, attributes).get(0);
  }

  /** Adds an operation and returns the names of its {@code count} outputs. */
  List<String> nodes(String operator, String name, int count, List<String> inputs, AttributeProto... attributes) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(unique(name));
    }
    graph.addNode(NodeProto.newBuilder().setOpType(operator).setName(outputs.get(0)).addAllInput(inputs)
        .addAllOutput(outputs).addAllAttribute(List.of(attributes)));
    return outputs;
  }

  private String unique(String name) {
    String free = name;
    for (int i = 1; !names.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, long... values) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList()).build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOAT).setF(value).build();
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
    return constants.computeIfAbsent(List.of(shape, list),
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
    return constants.computeIfAbsent(List.of(shape, values),
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
    return TensorProto.newBuilder().setName(unique(name)).setDataType(type).addAllDims(shape);
  }

  private String add(TensorProto.Builder tensor) {
    graph.addInitializer(tensor);
    return tensor.getName();
  }

  /**
   * Writes the model and replaces an existing file.
   *
   * @param metadata texts by key
   * @throws CheckpointException if the file cannot be written; the old file stays
   */
  void write(Path file, String version, Map<String, String> metadata) {
    ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(FORMAT).setProducerName("mae4j")
        .setProducerVersion(version).setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS));
    metadata.forEach((key, value) -> model.addMetadataProps(
        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    try {
      new DurableFile(file).write(channel -> {
        model.build().writeTo(Channels.newOutputStream(channel));
      });
    } catch (IOException e) {
      throw new CheckpointException(file, "cannot be written", e);
    } finally {
      Reference.reachabilityFence(arrays);
    }
  }
}
