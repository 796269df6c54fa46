package org.mae4j.config;

import java.util.List;
import org.mae4j.config.check.Checks;

/**
 * How pixels become the values that a model computes with: {@code (pixel − mean) / deviation} per channel, with pixels
 * in [0, 1]. Empty lists scale pixels to [-1, 1], as a mean and a deviation of 0.5 do.
 *
 * @param mean mean of each channel, in [0, 1]; red, green, blue, or gray
 * @param deviation standard deviation of each channel, above 0; as many as means
 */
public record NormalizeConfig(List<Double> mean, List<Double> deviation) {
  public NormalizeConfig {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    new Checks()
        .require(mean.size() == deviation.size(), "deviation",
            "must have as many values as mean (" + mean.size() + "), has " + deviation.size(), "mean")
        .require(mean.stream().allMatch(value -> value >= 0 && value <= 1), "mean",
            "must lie in [0, 1], the range of a pixel, is " + mean)
        .require(deviation.stream().allMatch(value -> value >= 1e-3 && value <= 1e3), "deviation",
            "must lie in [0.001, 1000], is " + deviation)
        .throwIfAny();
  }
}
