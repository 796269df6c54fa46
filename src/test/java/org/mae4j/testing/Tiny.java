package org.mae4j.testing;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.mae4j.config.ImageShape;
import org.mae4j.config.ModelConfig;
import org.mae4j.config.ModelConfig.Pooling;
import org.mae4j.config.ModelConfig.PositionEmbedding;
import org.mae4j.config.TransformerConfig;
import org.mae4j.config.extension.Choice;
import org.mae4j.config.training.AugmentConfig;
import org.mae4j.config.training.ColorJitterConfig;
import org.mae4j.config.training.OptimizerConfig;
import org.mae4j.config.training.OptimizerConfig.OptimizerKind;
import org.mae4j.config.training.ResizedCropConfig;
import org.mae4j.config.training.ResizedCropConfig.Interpolation;
import org.mae4j.data.ImageSet;
import org.mae4j.model.decoder.AttentionDecoder;
import org.mae4j.model.decoder.CrossAttentionDecoder;
import org.mae4j.model.decoder.CrossAttentionSettings;
import org.mae4j.model.layer.Parameters;
import org.mae4j.model.masking.RandomMasking;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models and images that are small enough to check every number. */
public final class Tiny {
  /** Not square, which reveals swapped height and width. */
  public static final ImageShape IMAGE = new ImageShape(4, 6, 3);
  public static final AugmentConfig NO_AUGMENTATION = augment(0, false, 0);

  public static final Choice RANDOM_MASKING = Choice.of(RandomMasking.NAME);

  private Tiny() {}

  /** Returns augmentation without resized crops and color jitter. */
  public static AugmentConfig augment(int cropPadding, boolean flip, double randomErasing) {
    return new AugmentConfig(cropPadding, flip, randomErasing,
        new ResizedCropConfig(List.of(), List.of(0.75, 4.0 / 3), Interpolation.BICUBIC),
        new ColorJitterConfig(0, 0, 0, 0));
  }

  public static Choice attention(TransformerConfig size) {
    return new Choice(AttentionDecoder.NAME, size);
  }

  /** Returns {@code model} with a decoder by cross-attention, which is trained on {@code predict} of the patches. */
  public static ModelConfig withCrossDecoder(ModelConfig model, double predict) {
    return new ModelConfig(model.patch(), model.maskRatio(), model.masking(), model.encoder(),
        new Choice(CrossAttentionDecoder.NAME, new CrossAttentionSettings(4, 2, 2, 2, predict)), model.positions(),
        model.classToken(), model.pooling(), model.normalizeTargets(), model.layerNormEpsilon());
  }

  /**
   * Returns a model of six patches of 2 × 2, half of them masked. The encoder has width 8, depth 2 and 2 heads; the
   * decoder has width 4, depth 1 and 1 head.
   */
  public static ModelConfig model(PositionEmbedding positions, boolean classToken, boolean normalizeTargets) {
    return new ModelConfig(2, 0.5, RANDOM_MASKING, new TransformerConfig(8, 2, 2, 2),
        attention(new TransformerConfig(4, 1, 1, 2)), positions,
        classToken, classToken ? Pooling.CLASS_TOKEN : Pooling.MEAN, normalizeTargets, 1e-6);
  }

  public static ModelConfig model() {
    return model(PositionEmbedding.SINCOS, false, false);
  }

  public static ModelConfig withMaskRatio(ModelConfig model, double ratio) {
    return new ModelConfig(model.patch(), ratio, model.masking(), model.encoder(), model.decoder(), model.positions(),
        model.classToken(), model.pooling(), model.normalizeTargets(), model.layerNormEpsilon());
  }

  public static ModelConfig withPooling(ModelConfig model, Pooling pooling) {
    return new ModelConfig(model.patch(), model.maskRatio(), model.masking(), model.encoder(), model.decoder(),
        model.positions(),
        model.classToken(), pooling, model.normalizeTargets(), model.layerNormEpsilon());
  }

  /**
   * Returns the settings of AdamW with a peak rate of {@code rate} for batches of {@code batch}, without warm-up, decay
   * and clipping.
   */
  public static OptimizerConfig optimizer(double rate, int batch) {
    return adamW(rate * 256 / batch, 0, 0, 0.9, 0.95, 1e-8, 0, 0);
  }

  /** Returns settings of AdamW; the parameters are those of {@link OptimizerConfig}. */
  public static OptimizerConfig adamW(double baseLearningRate, double minLearningRate, double warmupFraction,
      double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) {
    return new OptimizerConfig(baseLearningRate, minLearningRate, warmupFraction, beta1, beta2, epsilon, weightDecay,
        clipNorm, OptimizerKind.ADAMW, 0.95);
  }

  /** Returns {@code config} with Muon in place of AdamW. */
  public static OptimizerConfig withMuon(OptimizerConfig config) {
    return new OptimizerConfig(config.baseLearningRate(), config.minLearningRate(), config.warmupFraction(),
        config.beta1(), config.beta2(), config.epsilon(), config.weightDecay(), config.clipNorm(), OptimizerKind.MUON,
        config.momentum());
  }

  /** Returns images with random pixels and random labels. */
  public static ImageSet images(ImageShape shape, int count, int classes, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * shape.size()];
    random.nextBytes(pixels);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(classes);
    }
    return new ImageSet(shape, IntStream.range(0, classes).mapToObj(c -> "class" + c).toList(), pixels, labels);
  }

  /** Returns the values of all {@code images}, one image after another. */
  public static float[] values(ImageSet images) {
    float[] values = new float[images.size() * images.shape().size()];
    for (int i = 0; i < images.size(); i++) {
      images.copyTo(i, values, i * images.shape().size());
    }
    return values;
  }

  /** Adds noise to every parameter. Initial zeros and ones would hide terms of a gradient. */
  public static void perturb(Parameters parameters, long seed) {
    Random random = new Random(seed);
    for (String name : parameters.names()) {
      INDArray array = parameters.get(name);
      array.addi(uniform(random, 0.5, array.shape()).castTo(array.dataType()));
    }
  }

  /** Returns doubles that are uniform in [-bound, bound]. */
  public static INDArray uniform(Random random, double bound, long... shape) {
    long length = LongStream.of(shape).reduce(1, Math::multiplyExact);
    return Nd4j.createFromArray(random.doubles(length, -bound, bound).toArray()).reshape('c', shape);
  }
}
