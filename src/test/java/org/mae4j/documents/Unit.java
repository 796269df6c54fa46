package org.mae4j.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a number measures, and in which unit: as the text after it says, the words before it or the head of its column,
 * or the key or the column of a recorded file. The first constant that fits counts.
 */
enum Unit {
  /** That of numbers without any: their recorded values have none either. */
  NONE(1, "", "", "", Kind.OTHER, Kind.ERROR, Kind.RATIO),
  OTHER(1, "", "(?:rate|decay|mask\\s+ratio|kept|alpha|k =)(?: of| at|,)?\\s*$|^\\s*base (?:learning )?rate|[Rr]egret"
      + "|\\bcount|standard error|relative difference", "relative difference", Kind.OTHER),
  PERCENT(0.01, "%", "accuracy|macro F1", "%$", Kind.SHARE),
  SHARE(1, "", "", "accuracy|macroF1|^mean$|waiting", Kind.SHARE),
  POINTS(0.01, "points?", "points|difference|\\bgain|\\badds?\\b|minus", "minus", Kind.DIFFERENCE),
  DIFFERENCE(1, "", "", "difference|deviation|confidence95", Kind.DIFFERENCE),
  /** An end of an interval, of an accuracy or of a difference. */
  INTERVAL(0.01, "", "\\binterval", "", Kind.SHARE, Kind.DIFFERENCE),
  CPU_HOURS(3600, "CPU hours", "", "", Kind.CPU_TIME),
  CPU_MINUTES(60, "CPU min(?:utes)?", "CPU minutes", "[Cc]puMinutes", Kind.CPU_TIME),
  CPU_MILLISECONDS(0.001, "", "", "ms of CPU", Kind.CPU_TIME),
  CPU_SECONDS(1, "CPU seconds|s of CPU", "CPU seconds", "[Cc]puSeconds|CPU seconds|s of CPU", Kind.CPU_TIME),
  HOURS(3600, "hours?", "", "", Kind.TIME),
  MINUTES(60, "min(?:utes)?", "", "", Kind.TIME),
  MILLISECONDS(0.001, "ms", "\\bms\\b", "\\bms$|M[sS]$", Kind.TIME, Kind.CPU_TIME),
  SECONDS(1, "s|seconds", "\\bseconds", "[sS]econds(?:Each)?$", Kind.TIME, Kind.CPU_TIME),
  TERA_PER_SECOND(1e12, "TFLOP/s", "", "TFLOP per second", Kind.OPERATIONS_PER_SECOND),
  GIGA_PER_SECOND(1e9, "GFLOP/s", "GFLOP/s", "GFLOP/s", Kind.OPERATIONS_PER_SECOND),
  PETA(1e15, "PFLOP", "", "PFLOP", Kind.OPERATIONS),
  TERA(1e12, "TFLOP", "TFLOP", "TFLOP|tflops", Kind.OPERATIONS),
  GIGA(1e9, "GFLOP", "", "", Kind.OPERATIONS),
  ONE_OPERATION(1, "", "", "flops", Kind.OPERATIONS),
  IMAGES_PER_SECOND(1, "images/s|images per second", "images/s|per second", "images/s|images per second|PerSecond",
      Kind.IMAGES_PER_SECOND),
  EPOCHS(1, "epochs?", "^\\s*(?:median )?epochs", "[eE]pochs?$", Kind.EPOCHS),
  IMAGES(1, "(?:(?:labeled|unlabeled|training|validation|test) )*images", "", "[iI]mages$", Kind.IMAGES),
  STEPS(1, "(?:training )?steps", "", "[sS]teps?$", Kind.STEPS),
  TRIALS(1, "(?:finished |pruned )?trials", "", "[tT]rials$", Kind.TRIALS),
  GIGABYTES(1e9, "GB", "", "GB", Kind.BYTES),
  MEGABYTES(1e6, "MB", "", "M[bB]$", Kind.BYTES),
  MSE(1, "", "MSE|\\bloss", "[Mm]se$|[Ll]oss|MSE", Kind.ERROR),
  DECIBEL(1, "dB", "dB|PSNR", "[Pp]snr", Kind.DECIBEL),
  RATIO(1, "times", "[Rr]atios? of|/ eager|/ compiled", "relative|^ratio|/ eager|/ compiled", Kind.RATIO);

  private final double factor;
  private final Pattern written;
  private final Pattern said;
  private final Pattern recorded;
  private final List<Kind> kinds;

  Unit(double factor, String written, String said, String recorded, Kind... kinds) {
    this.factor = factor;
    this.written = pattern(written.isEmpty() ? "" : "^\\s?(?:" + written + ")(?![\\w/])");
    this.said = pattern(said);
    this.recorded = pattern(recorded);
    this.kinds = List.of(kinds);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text.isEmpty() ? "(?!)" : text);
  }

  double factor() {
    return factor;
  }

  /** Returns the kinds of recorded values that a number can be, first that of recorded values in this unit. */
  List<Kind> kinds() {
    return kinds;
  }

  /** Returns whether whole numbers in this unit are results, too, without the unit after them. */
  boolean isMeasure() {
    return Set
        .of(Kind.TIME, Kind.CPU_TIME, Kind.OPERATIONS, Kind.OPERATIONS_PER_SECOND, Kind.IMAGES_PER_SECOND, Kind.RATIO)
        .contains(kinds.get(0));
  }

  /** Returns whether it counts what a study computes. */
  boolean isCount() {
    return Set.of(Kind.EPOCHS, Kind.IMAGES, Kind.STEPS, Kind.TRIALS).contains(kinds.get(0));
  }

  /** Returns the unit of a difference of two such numbers. */
  Unit ofDifference() {
    return this == PERCENT || this == INTERVAL ? POINTS : this == SHARE ? DIFFERENCE : this;
  }

  /** Returns the unit of the ends of an interval of such a number. */
  Unit ofInterval() {
    return this == PERCENT || this == POINTS ? INTERVAL : this;
  }

  private static Optional<Unit> first(Function<Unit, Pattern> pattern, String text) {
    return Arrays.stream(values()).filter(unit -> pattern.apply(unit).matcher(text).find()).findFirst();
  }

  /** @param after text after a number */
  static Optional<Unit> written(String after) {
    return first(unit -> unit.written, after);
  }

  /** @param name column or key of a recorded file */
  static Unit recorded(String name) {
    return first(unit -> unit.recorded, name).orElse(OTHER);
  }

  /** Returns text after a number without the unit that it begins with, if there is one. */
  static String withoutUnit(String after) {
    return written(after).map(unit -> unit.written.matcher(after).replaceFirst("")).orElse(after);
  }

  /** Returns what the last of some words say. */
  static Optional<Unit> said(String words) {
    return Arrays.stream(values()).filter(unit -> unit.end(words) > 0)
        .reduce((first, second) -> second.end(words) > first.end(words) ? second : first);
  }

  private int end(String words) {
    return said.matcher(words).results().mapToInt(MatchResult::end).max().orElse(0);
  }
}
