package org.mae4j.experiment.cost;

import org.mae4j.config.DataConfig;
import org.mae4j.config.ImageShape;
import org.mae4j.config.TrainingGroup;
import org.mae4j.data.DataSize;
import org.mae4j.data.DataSplits;

/**
 * What the cost of a training depends on in its images.
 *
 * @param shape shape of every image
 * @param pretrain number of images of an epoch of pre-training
 * @param labeled number of images of an epoch of fine-tuning, of training from scratch and of a linear probe
 * @param classes number of classes, 0 if the images have no labels
 */
public record TrainingData(ImageShape shape, int pretrain, int labeled, int classes) {

  /** Returns the images that were read. */
  public static TrainingData of(DataSplits data) {
    return new TrainingData(data.train().shape(), data.pretrain().size(), data.train().size(),
        data.train().classNames().size());
  }

  /** Returns the images of a configuration, without reading them: exact but for the rounding within each class. */
  public static TrainingData expected(DataConfig config, DataSize size) {
    double unused = (1 - config.labeledFraction()) * (1 - config.validationFraction());
    double split = size.labeled() == 0 ? size.train() : size.labeled() / (1 - unused);
    int validation = (int) Math.round(config.validationFraction() * split);
    return new TrainingData(size.shape(), size.train() - validation, Math.max(0, size.labeled() - validation),
        size.classes());
  }

  /** Returns the number of images of an epoch of the training that {@code group} describes. */
  public int images(TrainingGroup group) {
    return group == TrainingGroup.PRETRAIN ? pretrain : labeled;
  }
}
