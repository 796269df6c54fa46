package org.mae4j.checkpoint.pytorch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.TensorFiles;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Writes a model with the names and layouts of the public PyTorch MAE, see {@link PyTorchNames}. */
public final class PyTorchExport {
  private final Parameters parameters;
  private final ModelConfig config;
  private final PatchGrid grid;

  private PyTorchExport(Parameters parameters, ModelConfig config, PatchGrid grid) {
    this.parameters = parameters;
    this.config = config;
    this.grid = grid;
  }

  /**
   * Writes the encoder, and the decoder if {@code parameters} has one. The layer of a classifier is left out, because the
   * public MAE has another one. The metadata holds the arguments of the public constructor that no shape implies.
   *
   * @throws CheckpointException if the file cannot be written
   * @throws org.mae4j.base.UserException if the public MAE has no such decoder
   * @throws IllegalArgumentException if {@code parameters} are not those of {@code config}
   */
  public static void write(Path file, Parameters parameters, ModelConfig config, PatchGrid grid) {
    PyTorchExport export = new PyTorchExport(parameters, config, grid);
    List<PyTorchNames.Entry> entries = new ArrayList<>(PyTorchNames.encoder(config, grid));
    if (parameters.names().stream().anyMatch(name -> name.startsWith(Decoder.PREFIX))) {
      entries.addAll(PyTorchNames.decoder(config, grid));
    }
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    try {
      entries.forEach(entry -> tensors.put(entry.name(), export.tensor(entry)));
      TensorFiles.export(file, tensors, ExportMetadata.of(config, grid, parameters.scale().config()));
    } finally {
      tensors.values().forEach(INDArray::close);
    }
  }

  /** Returns a new array in the layout of {@code entry}. */
  private INDArray tensor(PyTorchNames.Entry entry) {
    String source = entry.sources().get(0);
    return switch (entry.layout()) {
      case LINEAR -> joined(entry.sources().stream().map(name -> parameters.get(name).transpose().dup('c')).toList());
      case VECTOR -> joined(entry.sources().stream().map(name -> parameters.get(name).dup('c')).toList());
      case PATCHES -> patches(parameters.get(source));
      case TOKEN -> parameters.get(source).reshape('c', 1, 1, -1).dup('c');
      case POSITIONS -> positions(source, entry.width());
    };
  }

  /** Returns the patch embedding {@code [p·p·C, D]} as the kernels of a convolution, {@code [D, C, p, p]}. */
  private INDArray patches(INDArray weight) {
    int patch = grid.patch();
    return weight.reshape('c', patch, patch, grid.image().channels(), weight.size(1)).permute(3, 2, 0, 1).dup('c');
  }

  private INDArray positions(String name, int width) {
    if (config.positions() == ModelConfig.PositionEmbedding.LEARNED) {
      return withClassToken(parameters.get(name));
    }
    try (INDArray table = Positions.sincos(parameters.type(), grid, width)) {
      return withClassToken(table);
    }
  }

  /** Returns positions {@code [N, D]} as {@code [1, 1 + N, D]}, or as {@code [1, N, D]} without a class token. */
  private INDArray withClassToken(INDArray table) {
    long first = config.classToken() ? 1 : 0;
    INDArray all = Nd4j.zeros(table.dataType(), 1, first + table.size(0), table.size(1));
    all.get(NDArrayIndex.point(0), NDArrayIndex.interval(first, first + table.size(0)), NDArrayIndex.all())
        .assign(table);
    return all;
  }

  /** Returns the parts one after the other along the first dimension, in a new array; closes the parts. */
  private static INDArray joined(List<INDArray> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    INDArray whole = Nd4j.concat(0, parts.toArray(INDArray[]::new));
    parts.forEach(INDArray::close);
    return whole;
  }
}
