package org.mae4j.checkpoint.onnx;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.mae4j.base.file.DurableFile;
import org.mae4j.checkpoint.CheckpointException;

/**
 * An ONNX model under construction. Values are known by name. The first dimension of inputs and outputs is the number
 * of images, {@value #BATCH}.
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
  private final OnnxConstants constants = new OnnxConstants(graph, this::unique);

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

  /** Returns the constants of the graph. */
  OnnxConstants constants() {
    return constants;
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
      Reference.reachabilityFence(constants);
    }
  }
}
