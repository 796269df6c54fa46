package org.mae4j.checkpoint.onnx;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.mae4j.base.UserException;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.model.Classifier;
import org.mae4j.model.ModelSummary;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.patch.PatchGrid;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Writes models as ONNX files. Their input is {@value #IMAGES}, floats {@code [batch, C, H, W]} in [0, 1]; the model
 * normalizes them. The number of images is free.
 *
 * @param parameters of the model, of type FLOAT
 */
public record OnnxExport(Parameters parameters, ModelConfig config, PatchGrid grid) {
  /** Input: images in [0, 1], {@code [batch, C, H, W]}. */
  public static final String IMAGES = "images";
  /** Input of the autoencoder: the patches with the lowest noise are visible, {@code [batch, N]}. */
  public static final String NOISE = "noise";
  /** Output of the encoder: pooled features, {@code [batch, D]}. */
  public static final String FEATURES = "features";
  /** Output of the encoder: encoded patches without the class token, {@code [batch, N, D]}. */
  public static final String TOKENS = "tokens";
  /** Output of the classifier, {@code [batch, K]}. */
  public static final String LOGITS = "logits";
  /** Output of the autoencoder: predicted patches in the order of the image, {@code [batch, N, P]}. */
  public static final String PATCHES = "patches";
  /** Output of the autoencoder: 1 for a masked patch, 0 for a visible one, {@code [batch, N]}. */
  public static final String MASK = "mask";

  /** Protobuf's limit is 2 GiB; the operators need less than the difference. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - (16L << 20);

  /**
   * What a file says about its model.
   *
   * @param version of mae4j
   * @param texts by key
   */
  public record ModelNotes(String version, Map<String, String> texts) {
    public ModelNotes {
      texts = Map.copyOf(texts);
    }
  }

  /**
   * Checks that a model fits into a file.
   *
   * @throws UserException if its parameters take 2 GiB or more
   */
  public static void requireFits(ModelSummary model) {
    long bytes = model.parameters() * Float.BYTES;
    if (bytes > MAX_BYTES) {
      throw new UserException("--format: the " + model.parameters() + " parameters of the model take "
          + (bytes >> 20) + " MiB, and an ONNX file holds at most 2 GiB; use --format pytorch");
    }
  }

  /**
   * Writes the encoder, with the outputs {@value #FEATURES} and {@value #TOKENS}.
   *
   * @throws org.mae4j.checkpoint.CheckpointException if the file cannot be written
   */
  public void encoder(Path file, ModelNotes notes) {
    OnnxGraph graph = new OnnxGraph("encoder", FEATURES, TOKENS);
    GraphTranslator translator =
        translator(graph, images -> Classifier.features(parameters, config, grid, images));
    int width = config.encoder().width();
    graph.output(FEATURES, translator.translate(Classifier.FEATURES), width);
    graph.output(TOKENS, translator.translate(Classifier.TOKENS), grid.patches(), width);
    write(graph, file, notes);
  }

  /**
   * Writes encoder and classifier, with the output {@value #LOGITS}.
   *
   * @param classes number of classes, K
   * @throws org.mae4j.checkpoint.CheckpointException if the file cannot be written
   */
  public void classifier(Path file, int classes, ModelNotes notes) {
    OnnxGraph graph = new OnnxGraph("classifier", LOGITS);
    GraphTranslator translator =
        translator(graph, images -> Classifier.inference(parameters, config, grid, images, classes));
    graph.output(LOGITS, translator.translate(Classifier.LOGITS), classes);
    write(graph, file, notes);
  }

  /**
   * Writes the autoencoder, with the second input {@value #NOISE} and the outputs {@value #PATCHES} and
   * {@value #MASK}.
   *
   * @throws org.mae4j.checkpoint.CheckpointException if the file cannot be written
   * @throws UserException if the decoder has an operation that is not translated
   */
  public void autoencoder(Path file, ModelNotes notes) {
    OnnxGraph graph = new OnnxGraph("autoencoder", PATCHES, MASK);
    try {
      new AutoencoderGraph(this, graph).add();
    } catch (UntranslatableException e) {
      throw new UserException(Decoder.POINT + " = " + config.decoder().kind() + ": " + e.getMessage()
          + " cannot be exported to ONNX; export the encoder alone with --part encoder");
    }
    write(graph, file, notes);
  }

  /** Returns a translator to {@code graph}, after adding the images as its input. */
  GraphTranslator translator(OnnxGraph graph, IntFunction<SameDiff> model) {
    GraphTranslator translator = new GraphTranslator(model, graph);
    ImageShape image = grid.image();
    translator.feed(Classifier.IMAGES,
        units().normalized(graph, graph.input(IMAGES, image.channels(), image.height(), image.width())));
    return translator;
  }

  /** Returns the conversion of pixels that the model was trained with. */
  PixelUnits units() {
    return PixelUnits.of(parameters.scale(), grid.image().channels());
  }

  private void write(OnnxGraph graph, Path file, ModelNotes notes) {
    Map<String, String> texts = new TreeMap<>(notes.texts());
    texts.put("patch", Integer.toString(grid.patch()));
    texts.putAll(units().notes());
    graph.write(file, notes.version(), texts);
  }
}
