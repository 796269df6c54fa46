package org.mae4j.checkpoint.pytorch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Copies tensors of a file to parameters: the inverse of {@link PyTorchExport}, whose layouts it reads. */
record ForeignTensors(TensorFile file, ForeignSizes sizes) {
  private static final Set<DataType> HALVES = Set.of(DataType.FLOAT16, DataType.BFLOAT16);

  /** Returns the shape that the tensor of each entry must have, by name. */
  Map<String, long[]> shapes(List<PyTorchNames.Entry> entries, Parameters parameters, PatchGrid grid) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    entries.forEach(entry -> shapes.put(entry.name(), shape(entry, parameters, grid)));
    return shapes;
  }

  private long[] shape(PyTorchNames.Entry entry, Parameters parameters, PatchGrid grid) {
    if (entry.layout() == PyTorchNames.Layout.POSITIONS) {
      return new long[] {1, (sizes.classToken() ? 1 : 0) + (long) sizes.rows() * sizes.columns(), entry.width()};
    }
    long[] parameter = parameters.get(entry.sources().get(0)).shape();
    int parts = entry.sources().size();
    return switch (entry.layout()) {
      case LINEAR -> new long[] {parts * parameter[1], parameter[0]};
      case VECTOR -> new long[] {parts * parameter[0]};
      case PATCHES -> new long[] {parameter[1], grid.image().channels(), grid.patch(), grid.patch()};
      case TOKEN, POSITIONS -> new long[] {1, 1, parameter[1]};
    };
  }

  /** Copies one tensor, which has the shape of its entry. */
  void copy(PyTorchNames.Entry entry, Parameters parameters) {
    try (INDArray tensor = readFinite(file, entry.name())) {
      long rows = tensor.size(0) / entry.sources().size();
      for (int i = 0; i < entry.sources().size(); i++) {
        INDArray target = parameters.get(entry.sources().get(i));
        target.assign(switch (entry.layout()) {
          case LINEAR -> tensor.get(NDArrayIndex.interval(i * rows, (i + 1) * rows), NDArrayIndex.all()).transpose();
          case VECTOR -> tensor.get(NDArrayIndex.interval(i * rows, (i + 1) * rows));
          case PATCHES -> tensor.permute(2, 3, 1, 0).dup('c').reshape('c', target.shape());
          case TOKEN, POSITIONS -> tensor.reshape('c', target.shape());
        });
      }
    }
  }

  /** Returns a tensor as {@link #read}, whose values are all finite: a model with others computes no features. */
  static INDArray readFinite(TensorFile file, String name) {
    INDArray tensor = read(file, name);
    if (BooleanIndexing.or(tensor, Conditions.notFinite())) {
      tensor.close();
      throw new CheckpointException(file.file(), "tensor " + name + " has values that are infinite or NaN");
    }
    return tensor;
  }

  /** Returns a tensor in a new array of single precision, which has all values of a tensor of half precision exactly. */
  static INDArray read(TensorFile file, String name) {
    requireFloat(file, name);
    if (!HALVES.contains(file.type(name))) {
      return read(file, name, DataType.FLOAT);
    }
    try (INDArray half = read(file, name, file.type(name))) {
      return half.castTo(DataType.FLOAT);
    }
  }

  private static void requireFloat(TensorFile file, String name) {
    DataType type = file.type(name);
    if (type != DataType.FLOAT && !HALVES.contains(type)) {
      throw new CheckpointException(file.file(), "tensor " + name + " is " + (type == DataType.DOUBLE ? "F64" : "I64")
          + "; convert it to F32");
    }
  }

  private static INDArray read(TensorFile file, String name, DataType type) {
    INDArray array = Nd4j.createUninitialized(type, file.shape(name), 'c');
    file.readInto(name, array);
    return array;
  }
}
