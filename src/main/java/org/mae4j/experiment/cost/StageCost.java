package org.mae4j.experiment.cost;

import org.mae4j.record.result.ResultMetric;
import org.mae4j.record.result.Results;

/**
 * The floating-point operations of the training of a network or a classifier: two for each multiply-add of its matrix
 * products. Validation, evaluation and operations on single elements are not counted.
 *
 * @param key key of the group in {@code results.json}, which is the name of the stage if that trains a network
 * @param title name in tables
 * @param step operations of an optimizer step
 * @param epoch operations of an epoch
 * @param whole operations of the whole training, with what has to be computed once before it
 */
public record StageCost(String key, String title, double step, double epoch, double whole) {
  /** Puts the operations of the whole training into {@code results}. */
  public void putInto(Results results) {
    results.put(ResultMetric.flopsKey(key), whole);
  }
}
