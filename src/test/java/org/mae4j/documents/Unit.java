package org.mae4j.documents;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number stands for, as the text after it, the head of its column or its key says.
 *
 * @param kinds kinds of recorded values that it can be
 * @param factor value of 1 in the unit of recorded values: shares, seconds, operations, bytes
 */
record Unit(Set<Kind> kinds, double factor) {
  /** That of numbers without any: their recorded values have none either. */
  static final Unit NONE = of(1, Kind.OTHER, Kind.ERROR, Kind.RATIO);
  static final Unit PERCENT = of(0.01, Kind.SHARE);
  static final Unit POINTS = of(0.01, Kind.DIFFERENCE);
  /** That of an interval, of an accuracy or of a difference. */
  static final Unit INTERVAL = of(0.01, Kind.SHARE, Kind.DIFFERENCE);

  private static final Unit OTHER = of(1, Kind.OTHER);
  private static final Unit SECONDS = of(1, Kind.SECONDS);
  private static final Unit CPU_SECONDS = of(1, Kind.CPU_SECONDS);
  private static final Unit CPU_MINUTES = of(60, Kind.CPU_SECONDS);
  private static final Unit MILLISECONDS = of(0.001, Kind.SECONDS, Kind.CPU_SECONDS);
  private static final Unit TERA = of(1e12, Kind.OPERATIONS);
  private static final Unit PETA = of(1e15, Kind.OPERATIONS);
  private static final Unit GIGA_PER_SECOND = of(1e9, Kind.OPERATIONS_PER_SECOND);
  private static final Unit IMAGES_PER_SECOND = of(1, Kind.IMAGES_PER_SECOND);
  private static final Unit MEGABYTES = of(1e6, Kind.BYTES);
  private static final Unit ERROR = of(1, Kind.ERROR);
  static final Unit RATIO = of(1, Kind.RATIO);
  private static final Unit DECIBEL = of(1, Kind.DECIBEL);

  /** Units as they are written after a number; the first one counts. */
  private static final Map<Pattern, Unit> WRITTEN = patterns("^\\s?(?:", ")(?![\\w/])",
      "%", PERCENT, "points?", POINTS, "CPU min(?:utes)?", CPU_MINUTES, "CPU hours", of(3600, Kind.CPU_SECONDS),
      "CPU seconds|s of (?:CPU|it)", CPU_SECONDS, "min(?:utes)?", of(60, Kind.SECONDS), "hours?",
      of(3600, Kind.SECONDS),
      "s|seconds", of(1, Kind.SECONDS, Kind.CPU_SECONDS), "ms", MILLISECONDS, "TFLOP/s",
      of(1e12, Kind.OPERATIONS_PER_SECOND),
      "GFLOP/s", GIGA_PER_SECOND, "GFLOP", of(1e9, Kind.OPERATIONS), "TFLOP", TERA, "PFLOP", PETA,
      "images/s|images per second", IMAGES_PER_SECOND, "dB", DECIBEL, "MB", MEGABYTES, "MiB", of(1 << 20, Kind.BYTES),
      "GB", of(1e9, Kind.BYTES), "times", RATIO);

  /** Heads of columns of documents, and words before a number. */
  private static final Map<Pattern, Unit> SAID = patterns("", "",
      "(?:rate|decay|mask\\s+ratio|kept|alpha|k =|[Rr]egret)(?: of| at|,)?\\s*$|^\\s*base (?:learning )?rate|[Rr]egret|\\bcount|standard error",
      OTHER,
      "MSE|\\bloss", ERROR, "dB|PSNR", DECIBEL, "CPU minutes", CPU_MINUTES, "CPU seconds", CPU_SECONDS, "\\bseconds",
      SECONDS,
      "\\bms\\b|[Mm]illiseconds", MILLISECONDS, "TFLOP", TERA, "GFLOP/s", GIGA_PER_SECOND,
      "images/s|per second", IMAGES_PER_SECOND, "[Rr]atios? of|/ eager|/ compiled|[Rr]elative", RATIO,
      "\\binterval", INTERVAL, "relative difference", OTHER, "points|difference|\\bgain|\\badds?\\b|minus", POINTS,
      "accuracy|macro F1", PERCENT);

  /** Words in the paragraph before a table that say what its columns without another word have. */
  private static final Map<Pattern, Unit> INTRODUCED = patterns("", "",
      "in points", POINTS, "in %", PERCENT, "[Rr]egret", OTHER, "[Mm]illiseconds", MILLISECONDS,
      "^Images per second|images per second:", IMAGES_PER_SECOND, "^Masked MSE", ERROR);

  /** Columns and keys of recorded files. */
  private static final Map<Pattern, Unit> RECORDED = patterns("", "",
      "relative difference", OTHER, "minus", POINTS, "%$", PERCENT, "[Cc]puMinutes", CPU_MINUTES,
      "ms of CPU", of(0.001, Kind.CPU_SECONDS), "[Cc]puSeconds|CPU seconds|s of CPU", CPU_SECONDS,
      "[sS]econds(?:Each)?$|^s$", SECONDS, "(?:\\b|M|m)[ms]s$", of(0.001, Kind.SECONDS), "Ms$", of(0.001, Kind.SECONDS),
      "GFLOP/s", GIGA_PER_SECOND, "TFLOP per second", of(1e12, Kind.OPERATIONS_PER_SECOND), "TFLOP|tflops", TERA,
      "PFLOP", PETA, "flops", of(1, Kind.OPERATIONS), "images/s|images per second|PerSecond", IMAGES_PER_SECOND,
      "GB", of(1e9, Kind.BYTES), "M[bB]$", MEGABYTES, "relative|^ratio|/ eager|/ compiled", RATIO,
      "difference|deviation|confidence95", of(1, Kind.DIFFERENCE), "accuracy|macroF1|^mean$|waiting", of(1, Kind.SHARE),
      "maskRatio|Fraction|keep", of(1, Kind.SHARE, Kind.OTHER), "[Mm]se$|[Ll]oss|masked MSE", ERROR, "[Pp]snr",
      DECIBEL);

  private static Unit of(double factor, Kind... kinds) {
    return new Unit(Set.of(kinds), factor);
  }

  private static Map<Pattern, Unit> patterns(String before, String after, Object... units) {
    Map<Pattern, Unit> patterns = new LinkedHashMap<>();
    for (int i = 0; i < units.length; i += 2) {
      patterns.put(Pattern.compile(before + units[i] + after), (Unit) units[i + 1]);
    }
    return patterns;
  }

  private static Optional<Unit> find(Map<Pattern, Unit> patterns, String text) {
    return patterns.entrySet().stream().filter(entry -> entry.getKey().matcher(text).find()).map(Map.Entry::getValue)
        .findFirst();
  }

  /** Returns whether whole numbers with this unit are results, too; accuracies have decimals. */
  boolean isMeasure() {
    return kinds.stream().noneMatch(Set.of(Kind.OTHER, Kind.ERROR, Kind.SHARE, Kind.DIFFERENCE)::contains);
  }

  /** Returns the unit of a difference of two such numbers. */
  Unit ofDifference() {
    return kinds.contains(Kind.SHARE) ? new Unit(Set.of(Kind.DIFFERENCE), factor) : this;
  }

  /** Returns the unit of the ends of an interval of such numbers. */
  Unit ofInterval() {
    return kinds.contains(Kind.SHARE) ? INTERVAL : this;
  }

  static Optional<Unit> written(String after) {
    return find(WRITTEN, after);
  }

  /** Returns {@code words} without the unit that they begin with, if there is one. */
  static String withoutUnit(String words) {
    return WRITTEN.keySet().stream().map(pattern -> pattern.matcher(words)).filter(Matcher::find).findFirst()
        .map(matcher -> words.substring(matcher.end())).orElse(words);
  }

  /** Returns what the last of some words say. */
  static Optional<Unit> said(String words) {
    Unit last = null;
    int end = -1;
    for (Map.Entry<Pattern, Unit> entry : SAID.entrySet()) {
      for (MatchResult match : entry.getKey().matcher(words).results().toList()) {
        if (match.end() > end) {
          end = match.end();
          last = entry.getValue();
        }
      }
    }
    return Optional.ofNullable(last);
  }

  /** Returns what the word just before a number says. */
  static Optional<Unit> saidLast(String words) {
    String[] all = words.split("\\s+");
    String end = String.join(" ", Arrays.asList(all).subList(Math.max(0, all.length - 3), all.length)) + " ";
    return said(end);
  }

  static Optional<Unit> introduced(String paragraph) {
    return find(INTRODUCED, paragraph);
  }

  static Unit recorded(String name) {
    return find(RECORDED, name).orElse(OTHER);
  }
}
