package org.mae4j.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.device.Device;
import org.mae4j.base.UserException;
import org.mae4j.engine.graph.PlannedOp;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A SameDiff graph of fixed shapes, compiled to be run many times on the CPU or on a device.
 *
 * <p>SameDiff's interpreter finds the order of operations, their output shapes and memory in every run. The shapes of
 * a training step never change, so a plan does that once: a run is a loop over operations with fixed inputs and
 * outputs, and allocates nothing. On the CPU parameters are read in place, so the next run sees an update in place. One
 * thread runs a plan at a time; each plan has its own graph.
 */
public interface GraphPlan extends AutoCloseable {
  /** The name under which SameDiff keeps the graph of the gradients. */
  String GRADIENTS = "grad";

  /** Returns a plan that computes {@code outputs} of {@code graph}, whose placeholders have full shapes. */
  static GraphPlan forward(SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).compile(Map.of());
  }

  /** Returns the plan of {@link #forward(SameDiff, String...)} on a device. */
  static GraphPlan forward(Device device, SameDiff graph, String... outputs) {
    return new PlanCompiler(graph, List.of(outputs)).compile(device, Map.of());
  }

  /**
   * Returns a plan that computes the loss of {@code graph} and its gradient for each of {@code parameters}. {@link
   * #output} takes the name of the loss, or of a parameter for its gradient.
   */
  static GraphPlan gradients(SameDiff graph, String loss, Collection<String> parameters) {
    Map<String, String> names = differentiate(graph, parameters);
    return gradients(graph, loss, names).compile(names);
  }

  /** Returns the plan of {@link #gradients(SameDiff, String, Collection)} on a device. */
  static DevicePlan gradients(Device device, SameDiff graph, String loss, Collection<String> parameters) {
    Map<String, String> names = differentiate(graph, parameters);
    return gradients(graph, loss, names).compile(device, names);
  }

  /** Returns the bytes of a plan of the gradients without creating it. */
  static long gradientBytes(PlanMemory memory, SameDiff graph, String loss, Collection<String> parameters) {
    return memory.bytes(gradients(graph, loss, differentiate(graph, parameters)));
  }

  /** Returns the bytes of a forward plan without creating it. */
  static long forwardBytes(PlanMemory memory, SameDiff graph, String... outputs) {
    return memory.bytes(new PlanCompiler(graph, List.of(outputs)));
  }

  /** Adds the gradients to {@code graph} and returns the parameters by the names of their gradients. */
  private static Map<String, String> differentiate(SameDiff graph, Collection<String> parameters) {
    DifferentiationLogFilter.run(() -> graph.createGradFunction(parameters.toArray(String[]::new)));
    Map<String, String> names = new HashMap<>();
    for (String parameter : parameters) {
      SDVariable gradient = graph.grad(parameter);
      if (gradient == null) {
        throw new UserException("the loss does not depend on the parameter " + parameter
            + "; a decoder uses the encoded tokens and all of its own parameters");
      }
      names.put(gradient.name(), parameter);
    }
    return names;
  }

  private static PlanCompiler gradients(SameDiff graph, String loss, Map<String, String> parameters) {
    List<String> wanted = new ArrayList<>(parameters.keySet());
    wanted.add(loss);
    return new PlanCompiler(graph.getFunction(GRADIENTS), wanted);
  }

  /** Returns the array of placeholder {@code name}, in the memory of the host, into which the batch is written. */
  INDArray placeholder(String name);

  /** Returns the array of {@code name}, in the memory of the host, valid until the next run. */
  INDArray output(String name);

  /** Computes the outputs from the present placeholders and parameters. */
  void run();

  /** Takes over the present values of the parameters, which a device does not see by itself. */
  void refresh();

  /** Returns the operations of a run, in order. */
  List<PlannedOp> operations();

  /** Returns the memory of the plan in bytes, native or of the device, without the parameters. */
  long bytes();

  @Override
  void close();

  /** Returns the array of {@code name}. @throws IllegalArgumentException if there is none */
  static <T> T require(Map<String, T> arrays, String name) {
    T array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the plan has no " + name + ", only " + arrays.keySet());
    }
    return array;
  }
}
