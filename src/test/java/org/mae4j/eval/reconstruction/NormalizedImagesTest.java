package org.mae4j.eval.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mae4j.eval.reconstruction.PatternModel.COUNT;
import static org.mae4j.eval.reconstruction.PatternModel.MASK_SEED;
import static org.mae4j.eval.reconstruction.PatternModel.SIZE;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.NormalizeConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.pixel.PixelScale;
import org.mae4j.engine.parallel.Workers;
import org.mae4j.model.layer.Parameters;
import org.mae4j.testing.Tiny;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tests the units of errors and losses on images whose pixels are normalized. */
class NormalizedImagesTest {
  private final PatternModel model = new PatternModel();

  @AfterEach
  void close() {
    model.close();
  }

  /**
   * A model whose first and last layers undo a normalization reconstructs the same pixels, so it has the same errors and
   * baselines; only the loss is in other units.
   */
  @Test
  void errorsAreInPixelsWhateverTheNormalization() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    PixelScale scale = new PixelScale(new NormalizeConfig(List.of(0.4, 0.5, 0.7), List.of(0.2, 0.3, 0.4)));
    try (Parameters scaled = new Parameters(DataType.FLOAT, 1, scale);
        Reconstructor expected = model.reconstructor(false);
        Reconstructor actual = new Reconstructor(scaled, Tiny.model(), Tiny.IMAGE, MASK_SEED, Workers.of(1))) {
      Tiny.perturb(model.parameters(), 4);
      scaled.assign(model.parameters());
      undo(scale, scaled);
      ReconstructionBaselines baselines = new ReconstructionBaselines(actual, images);
      ReconstructionScores scores = ReconstructionEvaluation.score(actual, images, baselines);
      ReconstructionScores wanted = ReconstructionEvaluation.score(expected, images);
      double loss = 0;
      for (int c = 0; c < 3; c++) {
        assertEquals(wanted.channels().get(c).maskedMse(), scores.channels().get(c).maskedMse(), 1e-5);
        assertEquals(wanted.channels().get(c).pastedMse(), scores.channels().get(c).pastedMse(), 1e-5);
        loss += wanted.channels().get(c).maskedMse() / Math.pow(scale.config().deviation().get(c), 2) / 3;
      }
      assertEquals(loss, scores.loss(), 1e-4);
      ReconstructionBaselines symmetric = new ReconstructionBaselines(expected, images);
      ReconstructionEvaluation.score(expected, images, symmetric);
      assertEquals(symmetric.interpolation(), baselines.interpolation());
    }
  }

  /** Changes the layers so that they take and give values of {@code scale} for the same pixels. */
  private static void undo(PixelScale scale, Parameters parameters) {
    for (int i = 0; i < SIZE; i++) {
      float range = scale.range(i % 3);
      float shift = scale.toPixel(0, i % 3);
      INDArray row = parameters.get("encoder.embedding.weight").getRow(i);
      parameters.get("encoder.embedding.bias").addi(row.mul(shift));
      row.muli(range);
      parameters.get("decoder.head.weight").getColumn(i).divi(range);
      INDArray bias = parameters.get("decoder.head.bias");
      bias.putScalar(i, (bias.getFloat(i) - shift) / range);
    }
  }

  /** The statistics of a patch mix channels; with one mean and deviation they are the same for all of them. */
  @Test
  void normalizedTargetsFollowTheNormalization() {
    ImageSet images = Tiny.images(Tiny.IMAGE, COUNT, 3, 1);
    PixelScale scale = new PixelScale(new NormalizeConfig(List.of(0.4, 0.4, 0.4), List.of(0.25, 0.25, 0.25)));
    ReconstructionScores expected = model.score(true, images);
    try (Parameters scaled = new Parameters(DataType.FLOAT, 1, scale);
        Reconstructor actual = new Reconstructor(scaled, Tiny.model(ModelConfig.PositionEmbedding.SINCOS, false, true),
            Tiny.IMAGE, MASK_SEED, Workers.of(1))) {
      scaled.assign(model.parameters());
      ReconstructionScores scores = ReconstructionEvaluation.score(actual, images);
      assertEquals(expected.loss(), scores.loss(), 1e-5);
      assertEquals(expected.all().maskedMse(), scores.all().maskedMse(), 1e-5);
    }
  }
}
