package org.mae4j.record.log;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Statistics of the values of an array.
 *
 * @param count number of values, at least 1
 * @param mean mean of the values
 * @param deviation population standard deviation
 * @param magnitude mean of the absolute values
 * @param min smallest value
 * @param max largest value
 * @param histogram number of values in each of {@value #BINS} bins of equal width from {@code min} to {@code max}
 */
public record Distribution(long count, float mean, float deviation, float magnitude, float min, float max,
    List<Integer> histogram) {
  /** Number of bins of a histogram. */
  public static final int BINS = 20;

  public Distribution {
    histogram = List.copyOf(histogram);
    if (count < 1 || histogram.size() != BINS) {
      throw new IllegalArgumentException("expected at least 1 value and " + BINS + " bins, but found " + count + " and "
          + histogram.size());
    }
  }

  /** Returns the statistics of {@code values}. @param values finite, at least one */
  public static Distribution of(float[] values) {
    MomentSums even = new MomentSums(values[0]);
    MomentSums odd = new MomentSums(values[0]);
    for (int i = 0; i + 1 < values.length; i += 2) {
      even.add(values[i]);
      odd.add(values[i + 1]);
    }
    if (values.length % 2 == 1) {
      even.add(values[values.length - 1]);
    }
    double mean = (even.sum + odd.sum) / values.length;
    double variance = Math.max(0, (even.squares + odd.squares) / values.length - mean * mean);
    float min = Math.min(even.min, odd.min);
    float max = Math.max(even.max, odd.max);
    return new Distribution(values.length, (float) mean, (float) Math.sqrt(variance),
        (float) ((even.magnitudes + odd.magnitudes) / values.length), min, max, histogram(values, min, max));
  }

  /** Sums over every second value. Two independent sums take half the time of one, because the CPU overlaps them. */
  private static final class MomentSums {
    private double sum;
    private double magnitudes;
    private double squares;
    private float min;
    private float max;

    MomentSums(float first) {
      min = first;
      max = first;
    }

    void add(float value) {
      sum += value;
      magnitudes += Math.abs(value);
      squares += (double) value * value;
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    }
  }

  private static List<Integer> histogram(float[] values, float min, float max) {
    int[] even = new int[BINS + 1];
    int[] odd = new int[BINS + 1];
    double perBin = min == max ? 0 : BINS / ((double) max - min);
    for (int i = 0; i + 1 < values.length; i += 2) {
      even[(int) ((values[i] - min) * perBin)]++;
      odd[(int) ((values[i + 1] - min) * perBin)]++;
    }
    if (values.length % 2 == 1) {
      even[(int) ((values[values.length - 1] - min) * perBin)]++;
    }
    even[BINS - 1] += even[BINS] + odd[BINS]; // the largest value belongs to the last bin
    return IntStream.range(0, BINS).mapToObj(bin -> even[bin] + odd[bin]).toList();
  }

  /** Returns the statistics of the joint values of {@code parts}. */
  public static Summary together(List<Distribution> parts) {
    double count = parts.stream().mapToLong(Distribution::count).sum();
    double mean = parts.stream().mapToDouble(part -> part.count / count * part.mean).sum();
    double square = parts.stream().mapToDouble(part -> part.count / count
        * ((double) part.deviation * part.deviation + (double) part.mean * part.mean)).sum();
    double magnitude = parts.stream().mapToDouble(part -> part.count / count * part.magnitude).sum();
    return new Summary((float) Math.sqrt(Math.max(0, square - mean * mean)), (float) magnitude);
  }

  /**
   * The standard deviation and the mean magnitude of values.
   *
   * @param deviation population standard deviation
   * @param magnitude mean of the absolute values
   */
  public record Summary(float deviation, float magnitude) {}

  static Distribution parse(List<String> cells) {
    List<Integer> histogram = Stream.of(cells.get(6).split(" ")).map(Integer::valueOf).toList();
    return new Distribution(Long.parseLong(cells.get(0)), number(cells, 1), number(cells, 2), number(cells, 3),
        number(cells, 4), number(cells, 5), histogram);
  }

  private static float number(List<String> cells, int index) {
    return Float.parseFloat(cells.get(index));
  }

  List<?> cells() {
    return List.of(count, mean, deviation, magnitude, min, max,
        IntStream.range(0, BINS).mapToObj(bin -> histogram.get(bin).toString()).collect(Collectors.joining(" ")));
  }
}
