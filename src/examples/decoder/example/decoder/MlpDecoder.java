package example.decoder;

import org.mae4j.config.check.Checks;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.decoder.DecoderInput;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.Graph;
import org.mae4j.model.layer.LayerPath;
import org.mae4j.model.layer.ModuleKind;
import org.mae4j.model.layer.Positions;
import org.mae4j.model.patch.MaskShape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Predicts each patch from the mean of the encoded tokens and the patch's position, with one hidden layer. It has no
 * attention, so the encoder has to put what the image shows into every token.
 */
public final class MlpDecoder implements Decoder {
  private static final LayerPath HIDDEN = LayerPath.of("decoder.hidden", ModuleKind.LINEAR);

  /**
   * The settings.
   *
   * @param hidden number of hidden units, at least 1
   * @param trainedFraction fraction of the masked patches that each training step predicts, in (0, 1]
   */
  public record Settings(int hidden, double trainedFraction) {
    public Settings {
      new Checks()
          .atLeast(1, "hidden", hidden)
          .require(trainedFraction > 0 && trainedFraction <= 1, "trainedFraction",
              "must lie in (0, 1], is " + trainedFraction)
          .throwIfAny();
    }
  }

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public Settings defaults() {
    return new Settings(256, 1.0);
  }

  @Override
  public int trainedPatches(Record settings, MaskShape mask) {
    return (int) Math.ceil(((Settings) settings).trainedFraction() * mask.masked());
  }

  @Override
  public Activations decode(DecoderInput input, Record settings) {
    Graph graph = input.graph();
    int batch = input.encoded().batch();
    int width = input.encoded().width();
    Positions positions = new Positions(graph, HIDDEN.named("decoder.positions"), input.grid(), width,
        input.config().positions());
    SDVariable places = positions.at(input.requested(), batch, input.count())
        .reshape(batch, input.count(), width); // [B, K, D]
    SDVariable image = input.encoded().sequence().mean(1).reshape(batch, 1, width); // [B, 1, D]
    SDVariable rows = places.add(image).reshape((long) batch * input.count(), width); // [B·K, D]
    Activations hidden = graph.linearGelu(HIDDEN, Activations.sequences(rows, batch, input.count(), width),
        ((Settings) settings).hidden()); // [B·K, hidden]
    return graph.linear(LayerPath.of("decoder.head", ModuleKind.LINEAR), hidden, input.grid().patchSize()); // [B·K, P]
  }
}
