package org.mae4j.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A number that a document states as a result: one with a decimal point or a unit, outside of code.
 *
 * @param text its digits with a sign, if it has one
 * @param unit what it measures
 * @param explicit whether it has a unit of its own, or that of the head of its column
 */
record StatedNumber(String text, Unit unit, boolean explicit) {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.,/:-])[+−-]?\\d[\\d,]*(?<!,)(?:\\.\\d+)?(?:e-?\\d+)?(?![\\d\\w]|\\.\\d)");
  /** Code, addresses, and the level of confidence. */
  private static final Pattern SKIPPED = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)|\\b95\\s%");
  private static final Pattern DURATION =
      Pattern.compile("(\\d+) (?:(hours) (\\d+) minutes|(?:min|minutes) (\\d+) s\\b)");
  /** Words between numbers that have the same unit. */
  private static final Pattern JOINED = Pattern.compile("\\s*(?:and|or|to|–|\\+|±|instead of)\\s*");
  private static final Pattern NUMBER_FIRST = Pattern.compile("[\\s*(+−]*\\d.*");

  /** Returns the numbers of a passage that are results. */
  static List<StatedNumber> in(Passage passage) {
    if (!passage.isRow() || passage.heads().stream().allMatch(String::isBlank)) {
      return inText(passage.text(), passage.text());
    }
    List<StatedNumber> numbers = new ArrayList<>();
    List<String> cells = passage.cells();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      numbers.addAll(column > 0 && NUMBER_FIRST.matcher(cell).matches()
          ? inCell(cell, passage.unit(column), passage.isMeasure(column)) : inText(cell, ""));
    }
    return numbers;
  }

  private static List<StatedNumber> inCell(String cell, Unit column, boolean measure) {
    String text = simple(cell);
    return NUMBER.matcher(text).results().map(place -> {
      Optional<Unit> own = Unit.written(text.substring(place.end()));
      return of(text, place, own.orElse(column), own.isPresent() || measure);
    }).filter(StatedNumber::isResult).toList();
  }

  /** @param introduction text that says the unit of numbers without any */
  private static List<StatedNumber> inText(String passage, String introduction) {
    String text = simple(passage);
    List<StatedNumber> numbers = new ArrayList<>();
    List<MatchResult> places = NUMBER.matcher(text).results().toList();
    for (int i = 0; i < places.size(); i++) {
      String words = Unit.withoutUnit(text.substring(i == 0 ? 0 : places.get(i - 1).end(), places.get(i).start()));
      Optional<Unit> written = written(text, places, i);
      Optional<StatedNumber> before = before(words, numbers);
      Unit unit = Unit.saidLast(words).or(() -> written).or(() -> before.map(StatedNumber::unit))
          .or(() -> Unit.said(words.substring(words.lastIndexOf(". ") + 1)))
          .or(() -> Unit.introduced(introduction)).orElse(Unit.NONE);
      numbers.add(of(text, places.get(i), Unit.written(text.substring(places.get(i).end())).orElse(unit),
          written.isPresent() || before.filter(StatedNumber::explicit).isPresent()));
    }
    return numbers.stream().filter(StatedNumber::isResult).toList();
  }

  private static String simple(String text) {
    return DURATION.matcher(SKIPPED.matcher(text).replaceAll("]")).replaceAll(StatedNumber::inSmallerUnit);
  }

  private static String inSmallerUnit(MatchResult duration) {
    boolean hours = duration.group(2) != null;
    int small = Integer.parseInt(duration.group(hours ? 3 : 4));
    return 60 * Integer.parseInt(duration.group(1)) + small + (hours ? " minutes" : " s");
  }

  private static StatedNumber of(String text, MatchResult place, Unit unit, boolean explicit) {
    boolean difference = place.group().matches("\\D.*") || text.substring(0, place.start()).matches("(?s).*±\\s");
    return new StatedNumber(place.group(), difference ? unit.ofDifference() : unit, explicit);
  }

  private boolean isResult() {
    return explicit || text.contains(".");
  }

  /** Returns the unit after a number, or after the next ones that it is joined with. */
  private static Optional<Unit> written(String text, List<MatchResult> places, int i) {
    int end = places.get(i).end();
    Optional<Unit> unit = Unit.written(text.substring(end));
    boolean joined = i + 1 < places.size() && JOINED.matcher(text.substring(end, places.get(i + 1).start())).matches();
    return unit.isPresent() || !joined ? unit : written(text, places, i + 1);
  }

  /** Returns the number before with the unit of this one, if they are joined or this one is in parentheses. */
  private static Optional<StatedNumber> before(String words, List<StatedNumber> numbers) {
    StatedNumber last = numbers.isEmpty() ? null : numbers.get(numbers.size() - 1);
    if (last == null || !words.matches("\\s*[,(]\\s*") && !JOINED.matcher(words).matches()) {
      return Optional.empty();
    }
    return Optional.of(new StatedNumber("", words.contains("(") ? last.unit.ofInterval() : last.unit,
        last.explicit && !words.contains("(")));
  }
}
