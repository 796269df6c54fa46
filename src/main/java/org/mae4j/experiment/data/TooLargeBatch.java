package org.mae4j.experiment.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mae4j.config.DataConfig;
import org.mae4j.config.ExperimentConfig;
import org.mae4j.config.TrainingGroup;
import org.mae4j.config.training.BatchConfig;
import org.mae4j.data.DataSplits;

/**
 * The batch of a training that may be larger than the number of images.
 *
 * @param key key of the batch, such as {@code pretrain.batch}
 * @param images number of training images
 * @param kind what the images are, for a message
 */
record TooLargeBatch(String key, BatchConfig batch, int images, String kind) {
  TooLargeBatch(ExperimentConfig config, TrainingGroup group, DataSplits data) {
    this(group.key() + ".batch", group.batch(config),
        (group == TrainingGroup.PRETRAIN ? data.pretrain() : data.train()).size(),
        kind(config.data(), group == TrainingGroup.FINETUNE && config.data().labeledFraction() < 1));
  }

  private static String kind(DataConfig data, boolean fewLabels) {
    return (fewLabels ? "labeled " : "") + "training images that remain beside validation"
        + (fewLabels ? " with data.labeledFraction = " + data.labeledFraction() : "")
        + (data.trainLimit() == 0 ? "" : (fewLabels ? " and" : " with") + " data.trainLimit = " + data.trainLimit());
  }

  boolean isTooLarge() {
    return images < batch.size();
  }

  /** Returns a message that names all {@code batches} and sizes that fit. */
  static String problem(List<TooLargeBatch> batches) {
    Map<String, String> sizes = batches.stream().collect(Collectors.toMap(each -> each.images + " " + each.kind,
        each -> each.key + ".size = " + each.batch.size(), (one, other) -> one + " and " + other, LinkedHashMap::new));
    return sizes.entrySet().stream().map(entry -> entry.getValue() + ": larger than the " + entry.getKey())
        .collect(Collectors.joining("; ")) + "; use "
        + batches.stream().map(TooLargeBatch::fitting).collect(Collectors.joining(" "));
  }

  /** Returns the settings of the largest batch of whole micro-batches that the images suffice for. */
  private String fitting() {
    int micro = batch.microBatch();
    return micro <= images ? key + ".size=" + images / micro * micro
        : key + ".size=" + images + " " + key + ".microBatch=" + images;
  }
}
