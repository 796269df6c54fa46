package org.mae4j.record.result;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.mae4j.base.Direction;

/**
 * A number that a stage reports for each split, at {@code GROUP.SPLIT.NAME} of {@code results.json}.
 *
 * @param group what is measured
 * @param name last part of the key, such as {@code accuracy}; may have dots
 * @param label name in tables, such as {@code masked MSE}
 * @param direction which values are better
 * @param compared whether a comparison of runs lists the metric
 * @param objective whether a sweep may search for the best value on validation images
 */
public record ResultMetric(Group group, String name, String label, Unit unit, Direction direction, boolean compared,
    boolean objective) {
  /** Name of the share of images that are classified correctly. */
  public static final String ACCURACY = "accuracy";
  /** Name of the mean over the classes of F1. */
  public static final String MACRO_F1 = "macroF1";
  /** Name of the confusion matrix of a classifier, {@code [true class][predicted class]}. */
  public static final String CONFUSION = "confusion";

  /**
   * What several metrics are measured of, such as a way to classify.
   *
   * @param key first part of the keys in {@code results.json}
   * @param label name in tables; empty if the labels of the metrics say enough
   * @param controls keys of the groups that the metrics are compared with, the strongest that is known first
   */
  public record Group(String key, String label, List<String> controls) {
    public Group {
      controls = List.copyOf(controls);
      if (!key.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException("'" + key + "' must be letters, digits, '_' or '-'");
      }
    }

    /** Returns the key in {@code results.json} of the confusion matrix of a classifier on test images. */
    public String confusionKey() {
      return key + ".test." + CONFUSION;
    }

    /** Returns the metrics of a classifier: accuracy and macro F1. */
    public List<ResultMetric> classification() {
      return List.of(
          new ResultMetric(this, ACCURACY, ACCURACY, Unit.SHARE, Direction.MAXIMIZE, true, true),
          new ResultMetric(this, MACRO_F1, "macro F1", Unit.SHARE, Direction.MAXIMIZE, false, true));
    }
  }

  /** The unit of a metric. Each value is written with its unit, so labels have none. */
  public enum Unit {
    /** A share in [0, 1], written in percent. */
    SHARE(value -> String.format(Locale.ROOT, "%.2f %%", 100 * value)),
    /** A squared error per channel value in [0, 1]. */
    SQUARED_ERROR(value -> String.format(Locale.ROOT, "%.5f", value)),
    DECIBEL(value -> String.format(Locale.ROOT, "%.2f dB", value)),
    /** Any other number. */
    NUMBER(value -> String.format(Locale.ROOT, "%.5g", value));

    private final DoubleFunction<String> format;

    Unit(DoubleFunction<String> format) {
      this.format = format;
    }

    /** Returns {@code value} as tables write it. */
    public String format(double value) {
      return format.apply(value);
    }

    /** Returns a difference of two values as tables write it: in percentage points for shares. */
    public String formatDifference(double difference) {
      return this == SHARE ? String.format(Locale.ROOT, "%+.2f", 100 * difference)
          : (difference < 0 ? "" : "+") + format(difference);
    }
  }

  /** Returns the metric of another group. */
  ResultMetric of(Group other) {
    return new ResultMetric(other, name, label, unit, direction, compared, objective);
  }

  /** Returns the key in {@code results.json} of the floating-point operations of the training of a group. */
  public static String flopsKey(String group) {
    return group + ".flops";
  }

  /** Returns the key in {@code results.json} of the metric on {@code split}, {@code val} or {@code test}. */
  public String key(String split) {
    return key(group.key(), split);
  }

  /** Returns the key of the same metric of another group, such as the control. */
  public String key(String otherGroup, String split) {
    return otherGroup + "." + split + "." + name;
  }

  /**
   * Returns the groups that the metric is compared with, the strongest first, if the metric and that of the group have a
   * number on test images.
   *
   * @param metrics metrics that stages report
   */
  public Stream<Group> controls(Results results, List<ResultMetric> metrics) {
    return group.controls().stream()
        .filter(control -> results.number(key("test")).isPresent()
            && results.number(key(control, "test")).isPresent())
        .flatMap(
            control -> metrics.stream().map(ResultMetric::group).filter(other -> other.key().equals(control)).limit(1));
  }

  /** Returns the label and what is measured, for a table with a row for each metric. */
  public String fullLabel() {
    return group.label().isEmpty() ? label : label + ", " + group.label();
  }
}
