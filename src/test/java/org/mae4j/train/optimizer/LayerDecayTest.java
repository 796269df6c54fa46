package org.mae4j.train.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerDecayTest {

  @ParameterizedTest
  @CsvSource({
      "encoder.embedding.weight, 13", "encoder.positions, 13", "encoder.classToken, 13",
      "encoder.blocks.0.norm1.weight, 12", "encoder.blocks.1.attention.query.bias, 11",
      "encoder.blocks.10.mlp.output.weight, 2", "encoder.blocks.11.mlp.output.weight, 1",
      "encoder.norm.weight, 0", "classifier.weight, 0"})
  void decreasesTowardInput(String parameter, int layersBelowTheTop) {
    assertEquals(Math.pow(0.75, layersBelowTheTop), new LayerDecay(0.75, 12).applyAsDouble(parameter), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"encoder.embedding.weight", "encoder.blocks.3.norm2.bias", "classifier.weight"})
  void decayOfOneLeavesRate(String parameter) {
    assertEquals(1, new LayerDecay(1, 12).applyAsDouble(parameter));
  }
}
