package org.mae4j.train.optimizer;

/**
 * A step for an optimizer.
 *
 * @param number number of updates before this one, from 0
 * @param learningRate before the factor of a parameter
 * @param factor on the gradients, in (0, 1]; below 1 if they are clipped
 */
public record UpdateStep(long number, double learningRate, double factor) {}
