package org.mae4j.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.model.Classifier;
import org.mae4j.model.ClassifierTraining;
import org.mae4j.model.MaskedAutoencoder;
import org.mae4j.model.patch.MaskShape;
import org.mae4j.model.patch.PatchGrid;
import org.mae4j.testing.Tiny;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParametersTest {
  private static final PatchGrid GRID = new PatchGrid(Tiny.IMAGE, 2);

  private final Parameters parameters = new Parameters(DataType.FLOAT, 1);

  @AfterEach
  void close() {
    parameters.close();
  }

  @Test
  void weightsAreXavierUniform() {
    INDArray weight = parameters.getOrCreate("w", ParameterKind.WEIGHT, 300, 100);
    double bound = Math.sqrt(6.0 / 400);
    assertTrue(weight.maxNumber().doubleValue() <= bound && weight.minNumber().doubleValue() >= -bound);
    assertEquals(0, weight.meanNumber().doubleValue(), bound / 50); // 15 standard deviations of a mean of 30,000 values
    assertEquals(bound / Math.sqrt(3), weight.stdNumber().doubleValue(), bound / 100);
  }

  @Test
  void otherKindsHavePublishedInitialization() {
    assertEquals(0, parameters.getOrCreate("b", ParameterKind.BIAS, 5).norm1Number().doubleValue());
    assertEquals(5, parameters.getOrCreate("g", ParameterKind.GAIN, 5).sumNumber().doubleValue());
    INDArray token = parameters.getOrCreate("t", ParameterKind.TOKEN, 100, 100);
    assertEquals(0, token.meanNumber().doubleValue(), 0.001);
    assertEquals(0.02, token.stdNumber().doubleValue(), 0.001);
  }

  @Test
  void valuesDependOnSeedAndNameNotOnOrder() {
    INDArray weight = parameters.getOrCreate("w", ParameterKind.WEIGHT, 4, 4);
    try (Parameters other = new Parameters(DataType.FLOAT, 1); Parameters seed2 = new Parameters(DataType.FLOAT, 2)) {
      assertNotEquals(weight, other.getOrCreate("v", ParameterKind.WEIGHT, 4, 4));
      assertEquals(weight, other.getOrCreate("w", ParameterKind.WEIGHT, 4, 4));
      assertNotEquals(weight, seed2.getOrCreate("w", ParameterKind.WEIGHT, 4, 4));
    }
  }

  @Test
  void graphsShareArraysOfParameters() {
    SameDiff pretraining = MaskedAutoencoder.training(parameters, Tiny.model(), GRID, new MaskShape(2, 3, 3));
    SameDiff classifier = Classifier.training(parameters, Tiny.model(), GRID, 2, 3,
        ClassifierTraining.ofAll(GRID));
    for (String name : parameters.names()) {
      for (SameDiff graph : new SameDiff[] {pretraining, classifier}) {
        if (graph.hasVariable(name)) {
          assertSame(parameters.get(name), graph.getVariable(name).getArr(), name);
        }
      }
    }
    assertTrue(pretraining.hasVariable("encoder.blocks.1.mlp.hidden.weight"));
    assertTrue(classifier.hasVariable("encoder.blocks.1.mlp.hidden.weight"));
  }

  @Test
  void copyIsIndependentAndAssignOverwrites() {
    INDArray weight = parameters.getOrCreate("w", ParameterKind.WEIGHT, 4, 4);
    try (Parameters copy = parameters.copy()) {
      INDArray before = weight.dup();
      copy.get("w").addi(1);
      assertEquals(before, weight);
      assertEquals(ParameterKind.WEIGHT, copy.kind("w"));
      parameters.assign(copy);
      assertEquals(before.add(1), weight);
      assertSame(weight, parameters.get("w"));
    }
  }

  @Test
  void rejectsDifferentShape() {
    parameters.getOrCreate("w", ParameterKind.WEIGHT, 4, 4);
    String message = assertThrows(IllegalArgumentException.class,
        () -> parameters.getOrCreate("w", ParameterKind.WEIGHT, 4, 5)).getMessage();
    assertEquals("parameter w has shape [4, 4], expected [4, 5]", message);
    assertThrows(IllegalArgumentException.class, () -> parameters.get("v"));
  }

  @Test
  void onlyWeightsDecay() {
    assertTrue(ParameterKind.WEIGHT.decayed());
    assertFalse(ParameterKind.BIAS.decayed() || ParameterKind.GAIN.decayed() || ParameterKind.TOKEN.decayed());
  }
}
