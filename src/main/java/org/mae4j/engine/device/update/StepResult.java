package org.mae4j.engine.device.update;

/**
 * What a step computed.
 *
 * @param loss mean over the micro-batches
 * @param squaredNorms squared Euclidean norm of the mean gradient of each parameter
 */
public record StepResult(double loss, double[] squaredNorms) {}
