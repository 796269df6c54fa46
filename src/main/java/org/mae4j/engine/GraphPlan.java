package org.mae4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph of fixed shapes, made ready to be run many times.
 *
 * <p>SameDiff's interpreter finds the order of operations, their output shapes and memory anew at every run. Shapes
 * of a training step never change, so a plan does that once: a run is a loop over operations whose inputs and outputs
 * are in place, and allocates nothing. Parameters are read where they are, so an update in place is seen by the next
 * run. One thread runs a plan at a time; each plan has a graph of its own.
 */
public final class GraphPlan implements AutoCloseable {
  /** Under which name SameDiff keeps the graph of the gradients. */
  private static final String GRADIENTS = "grad";

  private final List<PlannedOp> operations;
  private final Map<String, INDArray> placeholders;
  private final Map<String, INDArray> outputs;
  private final MemoryLayout memory;

  GraphPlan(List<PlannedOp> operations, Map<String, INDArray> placeholders, Map<String, INDArray> outputs,
      MemoryLayout memory) {
    this.operations = List.copyOf(operations);
    this.placeholders = Map.copyOf(placeholders);
    this.outputs = Map.copyOf(outputs);
    this.memory = memory;
  }

  /** A plan that computes {@code outputs} of {@code graph}, whose placeholders have full shapes. */
  public static GraphPlan forward(SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).compile(Map.of());
  }

  /**
   * A plan that computes the loss of {@code graph} and its gradient for each of {@code parameters}.
   * {@link #output} answers to the loss' name and, with the gradient, to the parameter's name.
   */
  public static GraphPlan gradients(SameDiff graph, String loss, Collection<String> parameters) {
    Map<String, String> names = differentiate(graph, parameters);
    return gradients(graph, loss, names).compile(names);
  }

  /** The {@link #bytes} of a plan of the gradients, without making it. */
  public static long gradientBytes(SameDiff graph, String loss, Collection<String> parameters) {
    return gradients(graph, loss, differentiate(graph, parameters)).bytes();
  }

  /** The {@link #bytes} of a forward plan, without making it. */
  public static long forwardBytes(SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).bytes();
  }

  /** Adds the gradients to {@code graph}; returns the parameters by the names of their gradients. */
  private static Map<String, String> differentiate(SameDiff graph, Collection<String> parameters) {
    QuietNd4j.run(() -> graph.createGradFunction(parameters.toArray(String[]::new)));
    Map<String, String> names = new HashMap<>();
    for (String parameter : parameters) {
      names.put(graph.grad(parameter).name(), parameter);
    }
    return names;
  }

  private static PlanCompiler gradients(SameDiff graph, String loss, Map<String, String> parameters) {
    List<String> wanted = new ArrayList<>(parameters.keySet());
    wanted.add(loss);
    return new PlanCompiler(graph.getFunction(GRADIENTS), wanted);
  }

  /** The array that a run reads as placeholder {@code name}; write the batch into it. */
  public INDArray placeholder(String name) {
    return require(placeholders, name);
  }

  /** The array that a run writes {@code name} into, valid until the next run. */
  public INDArray output(String name) {
    return require(outputs, name);
  }

  /** Computes the outputs from the placeholders and the parameters as they are now. */
  public void run() {
    for (PlannedOp operation : operations) {
      operation.run();
    }
  }

  /** Operations in a run, in order. */
  public List<PlannedOp> operations() {
    return operations;
  }

  /** Native memory that the plan holds, in bytes, parameters apart. */
  public long bytes() {
    return memory.bytes();
  }

  private static INDArray require(Map<String, INDArray> arrays, String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the plan has no " + name + ", only " + arrays.keySet());
    }
    return array;
  }

  @Override
  public void close() {
    operations.forEach(PlannedOp::close);
    memory.close();
  }
}
