package org.mae4j.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The operations that the outputs of a graph need, in order, and the values that they read and write. What depends only on
 * constants and shapes is computed, and reshapes share the memory of their input.
 */
public final class PlannedGraph {
  /** Operations whose result depends only on the shape of their input. */
  private static final Set<String> OF_SHAPE = Set.of("shape_of", "size", "rank", "size_at", "zeros_as", "ones_as",
      "zeroslike", "oneslike");
  /** Operations that return the same elements, in the same order, in another shape. */
  public static final Set<String> VIEWS = Set.of("reshape", "expand_dims", "squeeze", "identity", "flatten_2d");

  private final SameDiff graph;
  private final List<String> outputs;
  private final Map<String, INDArray> fixed = new HashMap<>();
  private final Set<String> constants = new HashSet<>();
  private final Map<String, PlannedArray> values = new HashMap<>();
  private final Set<PlannedArray.Storage> storages = new LinkedHashSet<>();
  private final Map<String, PlannedArray> placeholders = new LinkedHashMap<>();
  private final ShapeProbe scratch = new ShapeProbe();
  private final List<SameDiffOp> planned = new ArrayList<>();

  /**
   * @param graph without control flow, whose placeholders have full shapes
   * @param outputs names of what is computed
   */
  public PlannedGraph(SameDiff graph, List<String> outputs) {
    this.graph = graph;
    this.outputs = List.copyOf(outputs);
    NeededOperations needed = NeededOperations.of(graph, this.outputs);
    try (scratch) {
      needed.sources().forEach(this::source);
      needed.operations().forEach(this::plan);
    }
  }

  /** Returns the names of what is computed. */
  public List<String> outputs() {
    return outputs;
  }

  /** Returns the operations in order. */
  public List<SameDiffOp> operations() {
    return planned;
  }

  /** Returns constants, parameters, and values that are computed from constants, by name. */
  public Map<String, INDArray> fixed() {
    return fixed;
  }

  /** Returns placeholders and what the operations compute by name. */
  public Map<String, PlannedArray> values() {
    return values;
  }

  /** Returns the names of the placeholders. */
  public Set<String> placeholders() {
    return placeholders.keySet();
  }

  /** Returns the places of the values; placeholders and outputs have theirs to the end. */
  public MemoryLayout layout() {
    int end = planned.size();
    outputs.stream().filter(values::containsKey).forEach(name -> values.get(name).storage().lastRead = end);
    placeholders.values().forEach(value -> value.storage().lastRead = end);
    return new MemoryLayout(storages);
  }

  /** Returns the names of what an operation reads. */
  public static List<String> inputs(SameDiffOp op) {
    return op.getInputsToOp() == null ? List.of() : op.getInputsToOp();
  }

  private void source(SDVariable variable) {
    if (variable.getVariableType() != VariableType.PLACEHOLDER) {
      fixed.put(variable.name(), variable.getArr());
      if (variable.getVariableType() == VariableType.CONSTANT) {
        constants.add(variable.name());
      }
    } else {
      PlannedArray value = store(variable.dataType(), variable.getShape(), 0);
      values.put(variable.name(), value);
      placeholders.put(variable.name(), value);
    }
  }

  private void plan(SameDiffOp op) {
    List<String> inputs = inputs(op);
    String kind = op.getOp().opName();
    if (OF_SHAPE.contains(kind) || constants.containsAll(inputs)) {
      fold(op);
    } else if (VIEWS.contains(kind) && values.containsKey(inputs.get(0))) {
      view(op);
    } else {
      compute(op);
    }
  }

  /** Plans an operation that each run computes. */
  private void compute(SameDiffOp op) {
    int index = planned.size();
    inputs(op).stream().filter(values::containsKey).forEach(name -> values.get(name).storage().lastRead = index);
    try (OutputShapes shapes = new OutputShapes(op.getOp(), examples(inputs(op)))) {
      for (int i = 0; i < op.getOutputsOfOp().size(); i++) {
        String name = op.getOutputsOfOp().get(i);
        values.put(name, store(graph.getVariable(name).dataType(), shapes.get(i), index));
      }
    }
    planned.add(op);
  }

  /** Computes a value that is the same in all runs. */
  private void fold(SameDiffOp op) {
    INDArray[] inputs = examples(inputs(op));
    List<String> names = op.getOutputsOfOp();
    INDArray[] results = new INDArray[names.size()];
    try (OutputShapes shapes = new OutputShapes(op.getOp(), inputs)) {
      for (int i = 0; i < results.length; i++) {
        results[i] = Nd4j.create(graph.getVariable(names.get(i)).dataType(), shapes.get(i));
      }
    }
    try (PlannedOp once = PlannedOp.of(op.getOp(), inputs, results)) {
      once.run();
    }
    for (int i = 0; i < results.length; i++) {
      fixed.put(names.get(i), results[i]);
      constants.add(names.get(i));
    }
  }

  private void view(SameDiffOp op) {
    try (OutputShapes shapes = new OutputShapes(op.getOp(), examples(inputs(op)))) {
      values.put(op.getOutputsOfOp().get(0), new PlannedArray(values.get(inputs(op).get(0)).storage(), shapes.get(0)));
    }
  }

  /** Returns arrays of the inputs' shapes; only constants and parameters have their values. */
  private INDArray[] examples(List<String> names) {
    return names.stream().map(name -> fixed.containsKey(name) ? fixed.get(name) : scratch.array(values.get(name)))
        .toArray(INDArray[]::new);
  }

  private PlannedArray store(DataType type, long[] shape, int written) {
    PlannedArray.Storage storage = new PlannedArray.Storage(type, PlannedArray.length(shape), written);
    storages.add(storage);
    return new PlannedArray(storage, shape);
  }
}
