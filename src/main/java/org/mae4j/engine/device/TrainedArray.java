package org.mae4j.engine.device;

/**
 * A trained parameter and its arrays, by their addresses on a device.
 *
 * @param values of the parameter
 * @param computed gradient of a micro-batch, which a plan computes
 * @param gradient of the step: mean over the micro-batches
 * @param first moment
 * @param second moment
 * @param average moving average of the values; 0 for none
 * @param length number of values
 * @param decay weight decay; 0 for none
 * @param rate factor on the learning rate
 */
public record TrainedArray(long values, long computed, long gradient, long first, long second, long average,
    int length, double decay, double rate) {}
