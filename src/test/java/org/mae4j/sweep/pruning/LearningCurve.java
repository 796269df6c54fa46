package org.mae4j.sweep.pruning;

import java.util.SplittableRandom;

/**
 * The synthetic learning curve of a trial of a random search: error = floor + scale · epoch^-rate + noise. Curves of
 * different trials cross, because scale and rate are drawn independently of the floor.
 *
 * @param floor error after infinitely many epochs, in [0.05, 0.45)
 * @param scale part of the error of the first epoch that training removes, in [0.2, 0.8)
 * @param rate of the decrease, in [0.3, 1)
 * @param minutes CPU minutes per epoch, in [0.5, 2)
 * @param noise of each epoch, with mean 0
 */
record LearningCurve(double floor, double scale, double rate, double minutes, double[] noise)
    implements SimulatedSearch.TrainingCurve {
  static final int EPOCHS = 27;
  /** Half the width of the noise, which changes the order of close trials. */
  private static final double NOISE = 0.005;
  private static final int MOST_TRIALS = 1_000_000;

  /** Returns the curve of a trial, from 1, in the search of a seed. */
  static LearningCurve of(int seed, int trial) {
    SplittableRandom random = new SplittableRandom((long) seed * MOST_TRIALS + trial);
    return new LearningCurve(random.nextDouble(0.05, 0.45), random.nextDouble(0.2, 0.8), random.nextDouble(0.3, 1),
        StrictMath.pow(4, random.nextDouble()) / 2, random.doubles(EPOCHS, -NOISE, NOISE).toArray());
  }

  @Override
  public int epochs() {
    return EPOCHS;
  }

  @Override
  public double error(int epoch) {
    return floor + scale * StrictMath.pow(epoch, -rate) + noise[epoch - 1];
  }
}
