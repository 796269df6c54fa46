package org.mae4j.train;

/**
 * A step for an optimizer.
 *
 * @param number of the step, from 0
 * @param learningRate before the factor of a parameter
 * @param factor on the gradients, for clipping
 */
public record UpdateStep(long number, double learningRate, double factor) {}
