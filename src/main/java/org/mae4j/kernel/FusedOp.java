package org.mae4j.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

/**
 * An operation of a SameDiff graph that is computed by this package instead of libnd4j. Each output has the shape and
 * type of one of the inputs.
 */
public abstract class FusedOp extends DynamicCustomOp {
  /** Grows to what the largest operation of a thread needs, and starts anew with each. */
  private static final WorkspaceConfiguration REUSED = WorkspaceConfiguration.builder()
      .policyLearning(LearningPolicy.OVER_TIME).policyReset(ResetPolicy.BLOCK_LEFT)
      .policySpill(SpillPolicy.REALLOCATE).build();

  private final int[] likeInput;

  /** @param likeInput for each output, which input has its shape */
  FusedOp(int... likeInput) {
    this.likeInput = likeInput;
  }

  FusedOp(SameDiff sameDiff, SDVariable[] inputs, int... likeInput) {
    super(sameDiff, inputs);
    this.likeInput = likeInput;
  }

  /** SameDiff copies a graph before it differentiates it, and finds the class of an operation by its name. */
  static void register(FusedOp prototype) {
    ImportClassMapping.getOpNameMapping().put(prototype.opName(), prototype);
  }

  /**
   * The computation over arrays that stay where they are: each call reads the inputs anew. One thread at a time calls
   * it.
   */
  public abstract Runnable bind(INDArray[] inputs, INDArray[] outputs);

  /** {@link #bind}, with the memory of what is computed between on a device used again by every call. */
  public final Runnable bound(INDArray[] inputs, INDArray[] outputs) {
    Runnable computation = bind(inputs, outputs);
    return isDirect(inputs[0]) ? computation : () -> inWorkspace(computation);
  }

  /** Whether a kernel may read and write {@code array} where it lies, one single-precision number after another. */
  static boolean isDirect(INDArray array) {
    return array.dataType() == DataType.FLOAT && Backend.isHostMemory();
  }

  private static void inWorkspace(Runnable computation) {
    try (MemoryWorkspace memory = Nd4j.getWorkspaceManager().getAndActivateWorkspace(REUSED, FusedOp.class.getName())) {
      computation.run();
    }
  }

  @Override
  public abstract String opName();

  @Override
  public final int getNumOutputs() {
    return likeInput.length;
  }

  @Override
  public final List<DataType> calculateOutputDataTypes(List<DataType> inputs) {
    return Collections.nCopies(likeInput.length, inputs.get(0));
  }

  @Override
  public final List<LongShapeDescriptor> calculateOutputShape(OpContext context) {
    List<LongShapeDescriptor> shapes = new ArrayList<>();
    for (int input : likeInput) {
      INDArray array = context.getInputArray(input);
      shapes.add(LongShapeDescriptor.fromShape(array.shape(), array.dataType()));
    }
    return shapes;
  }

  /** Nothing besides the arguments; ND4J would look for a description of the operation that it does not have. */
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
