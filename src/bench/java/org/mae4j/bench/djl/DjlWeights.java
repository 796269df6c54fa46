package org.mae4j.bench.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mae4j.checkpoint.TensorFile;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The tensors of an exported file, with the names of the public PyTorch MAE. */
final class DjlWeights {
  private static final String KERNELS = "patch_embed.proj.weight";

  private final Map<String, NDArray> trained = new LinkedHashMap<>();
  private final Map<String, NDArray> fixed = new LinkedHashMap<>();
  private final Map<String, String> arguments;

  DjlWeights(NDManager manager, Path file) {
    try (TensorFile source = TensorFile.open(file)) {
      arguments = Map.copyOf(source.metadata());
      for (String name : source.names()) {
        NDArray tensor = read(manager, source, name);
        if (name.endsWith("pos_embed")) {
          fixed.put(name, tensor.squeeze(0)); // [N, D]
        } else {
          trained.put(name, name.equals(KERNELS) ? rows(tensor) : tensor);
        }
      }
    }
  }

  /** Returns the arguments of the public constructor by name. */
  Map<String, String> arguments() {
    return arguments;
  }

  /** Returns the trainable tensors by name. */
  Map<String, NDArray> trained() {
    return trained;
  }

  /**
   * Returns all tensors by name for one step. Trainable tensors are new leaves that share their values, so each gradient
   * starts from nothing, as PyTorch's optimizers leave it by default; DJL would clear the former one and add to it.
   */
  Map<String, NDArray> leaves(NDManager scope) {
    Map<String, NDArray> leaves = new HashMap<>(fixed);
    trained.forEach((name, weight) -> {
      NDArray leaf = weight.stopGradient();
      leaf.attach(scope);
      leaf.setRequiresGradient(true);
      leaves.put(name, leaf);
    });
    return leaves;
  }

  /** Returns a convolution's kernels {@code [D, C, p, p]} as the weight of a linear layer on patches, {@code [D, P]}. */
  private static NDArray rows(NDArray kernels) {
    NDArray last = kernels.transpose(0, 2, 3, 1); // [D, p, p, C]
    return last.reshape(kernels.getShape().get(0), -1).duplicate(); // [D, P]
  }

  private static NDArray read(NDManager manager, TensorFile source, String name) {
    long[] shape = source.shape(name);
    try (INDArray array = Nd4j.create(DataType.FLOAT, shape)) {
      source.readInto(name, array);
      return manager.create(array.reshape(array.length()).toFloatVector(), new Shape(shape));
    }
  }
}
