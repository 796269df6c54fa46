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

/** The tensors of a file under the names of the public PyTorch MAE. */
final class DjlWeights {
  private static final String KERNELS = "patch_embed.proj.weight";

  private final Map<String, NDArray> trained = new LinkedHashMap<>();
  private final Map<String, NDArray> fixed = new LinkedHashMap<>();

  DjlWeights(NDManager manager, Path file) {
    try (TensorFile source = TensorFile.open(file)) {
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

  /** What a step changes, by name. */
  Map<String, NDArray> trained() {
    return trained;
  }

  /**
   * All tensors by name for one step. Those that are trained share their values, and take part in a gradient that
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

  /** A convolution's kernels {@code [D, C, p, p]} as the rows of a linear layer on patches {@code [p·p·C]}. */
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
