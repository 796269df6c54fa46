package org.mae4j.checkpoint.pytorch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.checkpoint.CheckpointException;
import org.mae4j.checkpoint.ShapeCheck;
import org.mae4j.checkpoint.TensorFile;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;

/**
 * A safetensors file with a model of facebookresearch/mae, of Hugging Face's ViTMAE or of timm's ViT, open for reading.
 * The import page documents what it can be.
 */
public final class ForeignModel implements AutoCloseable {
  private static final int SHOWN = 3;
  /** The classifier of a model, which cannot be used without the names of its classes. */
  private static final Set<String> CLASSIFIER = Set.of("head.weight", "head.bias");

  private final TensorFile file;
  private final WeightFamily family;
  private final ForeignSizes sizes;
  private final ForeignPositions positions;

  private ForeignModel(TensorFile file) {
    this.file = file;
    WeightFamily named = WeightFamily.byNames(file.names()).orElseThrow(() -> new CheckpointException(file.file(),
        (file.names().isEmpty() ? "has no tensors"
            : "has the tensors of no model that can be imported: " + first(List.copyOf(file.names())))
            + "; known are those of facebookresearch/mae, Hugging Face's ViTMAE and timm's ViT"));
    this.sizes = ForeignSizes.of(file, named);
    this.positions = new ForeignPositions(file, named, sizes);
    boolean encoderOnly = sizes.decoder().isEmpty() && !file.metadata().containsKey(ExportMetadata.HEADS);
    this.family = named == WeightFamily.FACEBOOK && encoderOnly && !positions.fixed() ? WeightFamily.TIMM : named;
  }

  /**
   * Opens a file and reads the sizes of its model.
   *
   * @throws CheckpointException if it cannot be read, is damaged, or has none of these models
   */
  public static ForeignModel open(Path path) {
    Pickle.refuse(path);
    TensorFile file = TensorFile.openForeign(path);
    try {
      return new ForeignModel(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Returns the settings {@code key=value} of a model for these weights, at their own image size.
   *
   * @param given keys that the user sets
   * @throws CheckpointException if the number of heads is neither in the file, nor given, nor usual for the width
   */
  public List<String> settings(Set<String> given) {
    return new ForeignSettings(file, family, sizes, positions.fixed()).all(given);
  }

  /** Returns where the weights are from, their sizes and what was assumed, one line each. */
  public List<String> description(ModelConfig config, PatchGrid grid) {
    List<String> lines = new ForeignSettings(file, family, sizes, positions.fixed()).description(config);
    return Stream.of(lines, positions.description(grid, family.kernel()), ignored()).flatMap(List::stream).toList();
  }

  private List<String> ignored() {
    List<String> head = file.names().stream().filter(CLASSIFIER::contains).sorted().toList();
    return head.isEmpty() ? List.of() : List.of("not imported: " + String.join(", ", head)
        + ", a classifier whose classes the file does not name");
  }

  /** Returns whether the file has a decoder. */
  public boolean hasDecoder() {
    return sizes.decoder().isPresent();
  }

  /** Returns whether the positions are the sines and cosines of {@code grid}; others must be learned. */
  public boolean hasFixedPositions(PatchGrid grid) {
    return positions.fixed() && positions.fits(grid);
  }

  /** Returns the SHA-256 of the file in hexadecimal. */
  public String sha256() {
    return file.sha256();
  }

  /**
   * Overwrites all {@code parameters} with the weights of the file. Positions are interpolated to {@code grid}.
   *
   * @throws CheckpointException if the file lacks a tensor, or has one of another shape or one that the model does not
   *     have
   */
  public void copyTo(Parameters parameters, ModelConfig config, PatchGrid grid) {
    List<PyTorchNames.Entry> entries = entries(config, grid);
    requireKnown(entries.stream().map(PyTorchNames.Entry::name).collect(Collectors.toSet()));
    ForeignTensors tensors = new ForeignTensors(file, sizes);
    ShapeCheck.require(tensors.shapes(entries, parameters, grid), file);
    if (config.positions() == ModelConfig.PositionEmbedding.SINCOS && !hasFixedPositions(grid)) {
      throw new CheckpointException(file.file(), "its positions are not the sines and cosines of " + grid.rows() + "×"
          + grid.columns() + " patches; leave out model.positions, or set it to learned");
    }
    entries.stream().filter(entry -> entry.layout() != PyTorchNames.Layout.POSITIONS)
        .forEach(entry -> tensors.copy(entry, parameters));
    positions.copy(entries, parameters, config, grid, family.kernel());
  }

  private List<PyTorchNames.Entry> entries(ModelConfig config, PatchGrid grid) {
    return Stream.concat(PyTorchNames.encoder(config, grid).stream(),
        hasDecoder() ? PyTorchNames.decoder(config, grid).stream() : Stream.empty())
        .flatMap(entry -> family.entries(entry, file).stream()).toList();
  }

  private void requireKnown(Set<String> known) {
    List<String> unknown =
        file.names().stream().filter(name -> !known.contains(name) && !CLASSIFIER.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new CheckpointException(file.file(), "has tensors that a model of " + family.title()
          + " without extensions does not have: " + first(unknown));
    }
  }

  private static String first(List<String> names) {
    int shown = Math.min(SHOWN, names.size());
    return String.join(", ", names.subList(0, shown))
        + (names.size() == shown ? "" : " and " + (names.size() - shown) + " more");
  }

  @Override
  public void close() {
    file.close();
  }
}
