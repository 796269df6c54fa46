package org.mae4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.mae4j.config.ImageShape;
import org.mae4j.config.extension.Choice;

/** The images of the real CIFAR-10 have the data set's known mean and standard deviation in each channel. */
class Cifar10StatisticsTest {
  private static final double[] MEANS = {0.491, 0.482, 0.447};
  private static final double[] DEVIATIONS = {0.247, 0.243, 0.262};
  private static final int PLANE = 32 * 32;

  /** Over 4,500 images, whose own means deviate by about 0.15, a mean is known to 0.15 / √4500 = 0.002. */
  @Test
  void channelsAreScaledInOrderRedGreenBlue() {
    ImageSet images = firstImages();
    for (int channel = 0; channel < 3; channel++) {
      double[] moments = moments(images, channel);
      assertEquals(MEANS[channel], moments[0], 0.01, "mean of channel " + channel);
      assertEquals(DEVIATIONS[channel], moments[1], 0.01, "deviation of channel " + channel);
    }
  }

  private static ImageSet firstImages() {
    return DataSplits.read(DataConfigs.of(Choice.of("cifar10"), LocalCifar10.require().toString(),
        new ImageShape(32, 32, 3), 0.1, 5_000, 1_000, false, "#ffffff"), new SplitSeeds(1, 1), Decoding.QUIET).train();
  }

  /** Returns mean and standard deviation of a channel, in units of [0, 1]. */
  private static double[] moments(ImageSet images, int channel) {
    float[] pixels = new float[images.shape().size()];
    double sum = 0;
    double squares = 0;
    for (int image = 0; image < images.size(); image++) {
      images.copyTo(image, pixels, 0);
      for (int i = channel * PLANE; i < (channel + 1) * PLANE; i++) {
        double value = (pixels[i] + 1) / 2;
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / images.size() / PLANE;
    return new double[] {mean, Math.sqrt(squares / images.size() / PLANE - mean * mean)};
  }
}
