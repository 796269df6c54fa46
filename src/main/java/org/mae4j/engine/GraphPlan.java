package org.mae4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph of fixed shapes, compiled to be run many times.
 *
 * <p>SameDiff's interpreter finds the order of operations, their output shapes and memory in every run. The shapes of
 * a training step never change, so a plan does that once: a run is a loop over operations with fixed inputs and
 * outputs, and allocates nothing. Parameters are read in place, so the next run sees an update in place. One thread
 * runs a plan at a time; each plan has its own graph.
 */
public final class GraphPlan implements AutoCloseable {
  /** The name under which SameDiff keeps the graph of the gradients. */
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

  /** Returns a plan that computes {@code outputs} of {@code graph}, whose placeholders have full shapes. */
  public static GraphPlan forward(SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).compile(Map.of());
  }

  /**
   * Returns a plan that computes the loss of {@code graph} and its gradient for each of {@code parameters}. {@link
   * #output} takes the name of the loss, or of a parameter for its gradient.
   */
  public static GraphPlan gradients(SameDiff graph, String loss, Collection<String> parameters) {
    Map<String, String> names = differentiate(graph, parameters);
    return gradients(graph, loss, names).compile(names);
  }

  /** Returns the {@link #bytes} of a plan of the gradients without creating it. */
  public static long gradientBytes(SameDiff graph, String loss, Collection<String> parameters) {
    return gradients(graph, loss, differentiate(graph, parameters)).bytes();
  }

  /** Returns the {@link #bytes} of a forward plan without creating it. */
  public static long forwardBytes(SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).bytes();
  }

  /** Adds the gradients to {@code graph} and returns the parameters by the names of their gradients. */
  private static Map<String, String> differentiate(SameDiff graph, Collection<String> parameters) {
    DifferentiationLogFilter.run(() -> graph.createGradFunction(parameters.toArray(String[]::new)));
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

  /** Returns the array of placeholder {@code name}, into which the batch is written. */
  public INDArray placeholder(String name) {
    return require(placeholders, name);
  }

  /** Returns the array of {@code name}, valid until the next run. */
  public INDArray output(String name) {
    return require(outputs, name);
  }

  /** Computes the outputs from the present placeholders and parameters. */
  public void run() {
    for (PlannedOp operation : operations) {
      operation.run();
    }
  }

  /** Returns the operations of a run, in order. */
  public List<PlannedOp> operations() {
    return operations;
  }

  /** Returns the native memory of the plan in bytes, without the parameters. */
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
