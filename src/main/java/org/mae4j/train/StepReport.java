package org.mae4j.train;

/**
 * The result of a step.
 *
 * @param step number over all epochs, from 0
 * @param totalSteps number of steps of the training
 * @param epoch epochs done after the step, with a fraction
 * @param loss mean over the step's images, before the update
 * @param learningRate of the step
 * @param gradientNorm global norm of the mean gradient before clipping
 * @param imagesPerSecond of this step
 * @param waiting fraction of their time that the step's threads waited for images, in [0, 1]
 */
public record StepReport(
    long step,
    long totalSteps,
    double epoch,
    double loss,
    double learningRate,
    double gradientNorm,
    double imagesPerSecond,
    double waiting) {}
