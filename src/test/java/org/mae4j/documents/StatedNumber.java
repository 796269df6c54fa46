package org.mae4j.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A number that a document states as a result: one with a decimal point or a unit, outside of code.
 *
 * @param text its digits with a sign, if it has one
 * @param explicit whether the unit is written after it or a number that it is joined with, or is that of its column
 */
record StatedNumber(String text, Unit unit, boolean explicit) {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.,/:-])[+−-]?\\d[\\d,]*(?<!,)(?:\\.\\d+)?(?:e-?\\d+)?(?![\\d\\w]|\\.\\d)");
  /** Code, addresses, and the level of confidence. */
  private static final Pattern SKIPPED = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)|\\b95\\s%");
  private static final List<String> WORDS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven",
      "eight", "nine", "ten", "eleven", "twelve");
  /** One of something is rarely a result. */
  private static final Pattern WORD =
      Pattern.compile("(?i)\\b(?:" + String.join("|", WORDS.subList(2, WORDS.size())) + ")\\b");
  private static final Pattern DURATION =
      Pattern.compile("(\\d+) (?:hours (\\d+)(?= minutes)|min(?:utes)? (\\d+)(?= s\\b))");
  /** Words between numbers that have the same unit. */
  private static final Pattern JOINED = Pattern.compile("\\s*(?:and|or|to|of|–|\\+|±|instead of)\\s*");
  private static final Pattern NUMBER_FIRST = Pattern.compile("[\\s*(+−]*\\d.*");
  private static final Pattern LAST_WORDS = Pattern.compile("(?:\\S+\\s+){0,3}$");
  private static final Pattern SENTENCE = Pattern.compile("(?s)(?:(?!\\. ).)*$");

  /** Returns the numbers of a passage that are results. */
  static List<StatedNumber> in(Passage passage) {
    if (passage.heads().stream().allMatch(String::isBlank)) {
      return inText(passage.text(), passage.unit()).filter(StatedNumber::isResult).toList();
    }
    List<String> cells = passage.cells();
    return IntStream.range(0, cells.size()).boxed()
        .flatMap(column -> column > 0 && NUMBER_FIRST.matcher(cells.get(column).strip()).matches()
            ? inCell(cells.get(column), passage.unit(column)) : inText(cells.get(column), Unit.NONE))
        .filter(StatedNumber::isResult).toList();
  }

  /** @param number digits, and the unit if there is one */
  boolean is(String number) {
    return number.equals(text) || number.startsWith(text + " ")
        && Unit.written(number.substring(text.length())).filter(unit::equals).isPresent();
  }

  private boolean isResult() {
    return explicit || text.contains(".");
  }

  private static Stream<StatedNumber> inCell(String cell, Unit column) {
    String text = simple(cell);
    return NUMBER.matcher(text).results().map(place -> {
      Optional<Unit> own = Unit.written(text.substring(place.end()));
      return of(text, place, own.orElse(column), own.isPresent() || column.isMeasure());
    });
  }

  private static Stream<StatedNumber> inText(String passage, Unit fallback) {
    String text = simple(passage);
    List<StatedNumber> numbers = new ArrayList<>();
    List<MatchResult> places = NUMBER.matcher(text).results().toList();
    StatedNumber last = new StatedNumber("", Unit.NONE, false);
    for (int i = 0; i < places.size(); i++) {
      String words = Unit.withoutUnit(text.substring(i == 0 ? 0 : places.get(i - 1).end(), places.get(i).start()));
      boolean joined = i > 0 && JOINED.matcher(words).matches();
      Optional<Unit> before = joined ? Optional.of(last.unit)
          : i > 0 && words.matches("\\s*[,(]\\s*") ? Optional.of(last.unit.ofInterval()) : Optional.empty();
      Optional<Unit> written = written(text, places, i);
      Unit unit = Unit.written(text.substring(places.get(i).end())).or(() -> said(LAST_WORDS, words)).or(() -> written)
          .or(() -> before).or(() -> said(SENTENCE, words)).orElse(fallback);
      last = of(text, places.get(i), unit, written.isPresent() || joined && last.explicit);
      numbers.add(last);
    }
    return numbers.stream();
  }

  private static Optional<Unit> said(Pattern part, String words) {
    return part.matcher(words).results().findFirst().flatMap(match -> Unit.said(match.group()));
  }

  /** Returns the unit after a number, or after the next ones that it is joined with. */
  private static Optional<Unit> written(String text, List<MatchResult> places, int i) {
    int end = places.get(i).end();
    boolean joined = i + 1 < places.size() && JOINED.matcher(text.substring(end, places.get(i + 1).start())).matches();
    return Unit.written(text.substring(end)).or(() -> joined ? written(text, places, i + 1) : Optional.empty());
  }

  private static StatedNumber of(String text, MatchResult place, Unit unit, boolean explicit) {
    boolean difference = place.group().matches("\\D.*") || text.substring(0, place.start()).matches("(?s).*±\\s");
    return new StatedNumber(place.group(), difference ? unit.ofDifference() : unit, explicit);
  }

  /** Returns a text without what is skipped, with digits for words, and with durations in their smaller unit. */
  private static String simple(String text) {
    String digits = WORD.matcher(SKIPPED.matcher(text).replaceAll("]"))
        .replaceAll(word -> Integer.toString(WORDS.indexOf(word.group().toLowerCase(Locale.ROOT))));
    return DURATION.matcher(digits).replaceAll(duration -> {
      String small = duration.group(2) == null ? duration.group(3) : duration.group(2);
      return Integer.toString(60 * Integer.parseInt(duration.group(1)) + Integer.parseInt(small));
    });
  }
}
