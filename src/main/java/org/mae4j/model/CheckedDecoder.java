package org.mae4j.model;

import java.util.List;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.extension.Extensions;
import org.mae4j.model.decoder.Decoder;
import org.mae4j.model.decoder.DecoderInput;
import org.mae4j.model.layer.Activations;
import org.mae4j.model.layer.ParameterSpec;
import org.mae4j.model.patch.MaskShape;

/** The decoder of a model, which may be one of a plugin, with checks of what it returns. */
record CheckedDecoder(Choice choice) {
  /** Returns the number of masked patches per image that are predicted while the model is trained. */
  int trainedPatches(MaskShape mask) {
    int count = decoder().trainedPatches(choice.settings(), mask);
    if (count < 1 || count > mask.masked()) {
      throw broken("trains on " + count + " of " + mask.masked() + " masked patches");
    }
    return count;
  }

  /** Returns the predicted patches, {@code [B·K, P]}. */
  Activations decode(DecoderInput input) {
    int before = input.graph().layers().size();
    Activations predicted = decoder().decode(input, choice.settings());
    List<Integer> expected = List.of(input.mask().batch(), input.count(), input.grid().patchSize());
    if (predicted == null || !predicted.shape().equals(expected)) {
      throw broken("predicts " + (predicted == null ? "null" : "values of shape " + predicted.shape()) + " instead of "
          + expected);
    }
    input.graph().layers().stream().skip(before).flatMap(layer -> layer.weights().stream()).map(ParameterSpec::name)
        .filter(name -> !name.startsWith(Decoder.PREFIX)).findFirst().ifPresent(name -> {
          throw broken("adds the parameter " + name + "; let its name begin with '" + Decoder.PREFIX + "'");
        });
    return predicted;
  }

  private Decoder decoder() {
    return Extensions.get(Decoder.class, choice.kind());
  }

  private UserException broken(String problem) {
    return new UserException(
        Decoder.POINT + " = " + choice.kind() + ": " + decoder().getClass().getName() + " " + problem);
  }
}
