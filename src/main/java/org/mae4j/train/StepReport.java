package org.mae4j.train;

/**
 * What a step did.
 *
 * @param step counted from 0 over all epochs
 * @param totalSteps of the whole training
 * @param epoch epochs behind it, with a fraction, after the step
 * @param loss mean over the step's images, before the update
 * @param learningRate of the step
 * @param gradientNorm global norm of the mean gradient before clipping
 * @param imagesPerSecond of this step
 * @param waiting share of their time, in [0, 1], that the step's threads waited for images
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
