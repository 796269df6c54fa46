package org.mae4j.eval.probe;

/**
 * A linear probe after a step.
 *
 * @param learningRate rate at the start of its training
 * @param step number of the step, from 0
 * @param batch number of images of the step
 * @param loss mean cross-entropy of the batch before the step, in nats
 * @param weights {@code [width + 1][classes]}, row-major; the last row has the biases
 * @param changes what the step added to the weights, in the same order
 */
public record ProbeState(double learningRate, long step, int batch, double loss, float[] weights,
    float[] changes) {}
