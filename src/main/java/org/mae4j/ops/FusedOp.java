package org.mae4j.ops;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.mae4j.backend.Backend;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.imports.converters.ImportClassMapping;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/** An operation of a SameDiff graph that mae4j computes instead of libnd4j. */
public abstract class FusedOp extends DynamicCustomOp {
  /** Working memory of a thread, as large as its largest operation needs. */
  private static final WorkspaceConfiguration REUSED = WorkspaceConfiguration.builder()
      .policyLearning(LearningPolicy.OVER_TIME).policyReset(ResetPolicy.BLOCK_LEFT)
      .policySpill(SpillPolicy.REALLOCATE).build();

  /** Creates an operation by its name; SameDiff fills in inputs and arguments later. */
  protected FusedOp() {}

  protected FusedOp(SameDiff sameDiff, SDVariable... inputs) {
    super(sameDiff, inputs);
  }

  /**
   * Registers the operation. SameDiff copies a graph before it differentiates it, and finds the class of an operation
   * by its name.
   */
  protected static void register(FusedOp prototype) {
    ImportClassMapping.getOpNameMapping().put(prototype.opName(), prototype);
  }

  /**
   * Returns the computation over fixed arrays: each call reads the inputs again. It is called by one thread at a
   * time.
   */
  public final Runnable bind(INDArray[] inputs, INDArray[] outputs) {
    if (Backend.isDirect(inputs[0])) {
      return inHostMemory(inputs, outputs);
    }
    Runnable computation = byNd4j(inputs, outputs);
    return () -> inWorkspace(computation);
  }

  /** Returns a computation that uses the same memory for its intermediate results in every call. */
  private static void inWorkspace(Runnable computation) {
    try (MemoryWorkspace memory = Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, FusedOp.class.getName())) {
      computation.run();
    }
  }

  /** Returns the computation over floats in host memory, by loops in Java and OpenBLAS. */
  protected abstract Runnable inHostMemory(INDArray[] inputs, INDArray[] outputs);

  /** Returns the computation by ND4J's operations, for every type and backend; slower. */
  protected abstract Runnable byNd4j(INDArray[] inputs, INDArray[] outputs);

  @Override
  public abstract String opName();

  @Override
  public abstract int getNumOutputs();

  /** Returns the shapes of all outputs for the shapes of all inputs. */
  protected abstract List<long[]> outputShapes(List<long[]> inputs);

  /** Returns the type of the first input for each output. */
  @Override
  public final List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
    return Collections.nCopies(getNumOutputs(), inputs.get(0));
  }

  @Override
  public final List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
    List<long[]> inputs = context.getInputArrays().stream().map(INDArray::shape).toList();
    DataType type = context.getInputArray(0).dataType();
    return outputShapes(inputs).stream().map(shape -> LongShapeDescriptor.fromShape(shape, type)).toList();
  }

  /**
   * Does nothing more than the arguments need: ND4J would look for a description of the operation that does not
   * exist.
   */
  @Override
  public final Map<String, Object> propertiesForFunction() {
    return Map.of();
  }

  static SDVariable[] with(SDVariable[] inputs, SDVariable gradient) {
    SDVariable[] all = Arrays.copyOf(inputs, inputs.length + 1);
    all[inputs.length] = gradient;
    return all;
  }
}
