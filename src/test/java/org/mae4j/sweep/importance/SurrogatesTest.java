package org.mae4j.sweep.importance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mae4j.report.sweep.RecordedSweep.Importance;
import org.mae4j.report.sweep.RecordedSweep.Surface;
import org.mae4j.report.sweep.RecordedSweep.Surrogate;
import org.mae4j.report.sweep.RecordedTrial;
import org.mae4j.report.sweep.SweptParameter;

/** Tests surrogates of known objectives. */
class SurrogatesTest {
  private static final Map<String, String> SPACES = Map.of("rate", "logUniform [1.0E-4, 0.01]", "ratio",
      "choice [0.5, 0.6, 0.75, 0.9]", "depth", "integer [1, 8], step 1", "noise", "uniform [0.0, 1.0]", "pooling",
      "choice [mean, token, both]");

  private static List<RecordedTrial> trials(int count, ToDoubleFunction<Map<String, String>> objective) {
    Random random = new Random(5);
    List<RecordedTrial> trials = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Map<String, String> values = new TreeMap<>(Map.of(
          "rate", Double.toString(Math.pow(10, -4 + 2 * random.nextDouble())),
          "ratio", List.of("0.5", "0.6", "0.75", "0.9").get(random.nextInt(4)),
          "depth", Integer.toString(1 + random.nextInt(8)),
          "noise", Double.toString(random.nextDouble()),
          "pooling", List.of("mean", "token", "both").get(random.nextInt(3))));
      trials.add(trial(i, values, OptionalDouble.of(objective.applyAsDouble(values))));
    }
    return trials;
  }

  private static RecordedTrial trial(int number, Map<String, String> values, OptionalDouble objective) {
    return new RecordedTrial(number, "finished", new TreeMap<>(values), objective, Optional.empty(), 1, "",
        List.of());
  }

  private static Optional<Surrogate> learn(List<RecordedTrial> trials) {
    List<SweptParameter> parameters = SPACES.keySet().stream().sorted().map(key -> SweptParameter.of(key,
        SPACES.get(key), trials.stream().flatMap(c -> Stream.ofNullable(c.values().get(key))).toList())).toList();
    return Surrogates.of(parameters, trials);
  }

  private static double number(Map<String, String> values, String key) {
    return Double.parseDouble(values.get(key));
  }

  private static Importance of(Surrogate surrogate, String key) {
    return surrogate.importances().stream().filter(one -> one.parameter().key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void onlyInfluentialParameterIsImportant() {
    Surrogate learned = learn(trials(80, values -> Math.log10(number(values, "rate")))).orElseThrow();
    assertEquals("rate", learned.importances().get(0).parameter().key());
    assertTrue(learned.fit() > 0.9, "fit " + learned.fit());
    // Shuffling a value causes a mean squared error of twice the variance.
    assertEquals(2, learned.importances().get(0).mean(), 0.3);
    assertTrue(learned.importances().get(0).deviation() > 0);
    learned.importances().stream().skip(1).forEach(one -> assertEquals(0, one.mean(), 0.03, one.toString()));
  }

  /** One trial with 0, such as the file's own settings, does not make the scale linear. */
  @Test
  void zeroOfLogarithmicParameterKeepsItsScale() {
    List<RecordedTrial> trials = new ArrayList<>(trials(80, values -> Math.log10(number(values, "rate"))));
    Map<String, String> own = new TreeMap<>(trials.get(0).values());
    own.put("rate", "0");
    trials.add(trial(81, own, OptionalDouble.of(-4)));
    Surrogate learned = learn(trials).orElseThrow();
    assertEquals("rate", learned.importances().get(0).parameter().key());
    assertEquals(1, learned.shares().get(0).mean(), 0.1,
        "half of the trials are in the lowest tenth of a linear scale");
    assertTrue(learned.fit() > 0.9, "fit " + learned.fit());
  }

  @Test
  void categoricalParameterCanBeImportant() {
    Surrogate learned = learn(trials(80, values -> values.get("pooling").equals("token") ? 1 : 0)).orElseThrow();
    assertEquals("pooling", learned.importances().get(0).parameter().key());
    assertTrue(learned.fit() > 0.9, "fit " + learned.fit());
    assertTrue(learned.importances().get(1).mean() < 0.05 * learned.importances().get(0).mean());
    Surface surface = learned.surface().orElseThrow();
    assertTrue(surface.horizontal().isOrdered() && surface.vertical().isOrdered());
  }

  /** The objective depends on the product of two parameters and on neither of them alone. */
  @Test
  void interactingParametersAreBothImportant() {
    Surrogate learned =
        learn(trials(300, values -> (number(values, "noise") - 0.5) * (number(values, "depth") - 4.5))).orElseThrow();
    assertEquals(List.of("depth", "noise"), learned.importances().stream().limit(2)
        .map(one -> one.parameter().key()).sorted().toList());
    assertTrue(of(learned, "depth").mean() > 0.3, learned.importances().toString());
    assertTrue(of(learned, "noise").mean() > 0.3, learned.importances().toString());
    assertTrue(of(learned, "rate").mean() < 0.1, learned.importances().toString());
  }

  @Test
  void noiseIsNotPredicted() {
    Random random = new Random(11);
    Surrogate learned = learn(trials(60, values -> random.nextGaussian())).orElseThrow();
    assertTrue(learned.fit() < 0.1, "fit " + learned.fit());
  }

  @Test
  void surfaceHasMaximumOfObjective() {
    Surrogate learned = learn(trials(200, values -> -Math.pow(Math.log10(number(values, "rate")) + 3, 2)
        - 8 * Math.pow(number(values, "ratio") - 0.75, 2))).orElseThrow();
    Surface surface = learned.surface().orElseThrow();
    assertEquals("rate", surface.horizontal().key());
    assertEquals("ratio", surface.vertical().key());
    assertEquals(4, surface.up().length, "a cell for each choice");
    int[] best = IntStream.range(0, surface.across().length).boxed().flatMap(i -> IntStream.range(0, 4)
        .mapToObj(j -> new int[] {i, j})).max((a, b) -> Double.compare(surface.objective()[a[0]][a[1]],
            surface.objective()[b[0]][b[1]]))
        .orElseThrow();
    assertEquals(-3, Math.log10(surface.across()[best[0]]), 0.3);
    assertEquals("0.75", surface.vertical().levels().get(best[1]));
    assertEquals(0, surface.objective()[best[0]][best[1]], 0.15, "in the objective's own units");
  }

  @Test
  void eachIntegerHasOneCell() {
    Surface surface = learn(trials(40, values -> number(values, "depth") + number(values, "noise"))).orElseThrow()
        .surface().orElseThrow();
    assertEquals("depth", surface.horizontal().key());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, surface.across());
  }

  @Test
  void equalTrialsGiveEqualSurrogates() {
    List<RecordedTrial> trials = trials(30, values -> number(values, "depth") + number(values, "noise"));
    Surrogate first = learn(trials).orElseThrow();
    Surrogate second = learn(trials).orElseThrow();
    assertEquals(first.fit(), second.fit());
    assertEquals(first.importances(), second.importances());
    assertArrayEquals(first.surface().orElseThrow().objective(), second.surface().orElseThrow().objective());
  }

  /** Some trials have no learning rate; it determines the objective of the others. */
  @Test
  void conditionalParameterCanBeImportant() {
    List<RecordedTrial> trials = new ArrayList<>();
    trials(90, values -> 0).forEach(trial -> {
      Map<String, String> values = new TreeMap<>(trial.values());
      boolean absent = values.get("pooling").equals("mean");
      double objective = absent ? -5 : Math.log10(number(values, "rate"));
      if (absent) {
        values.remove("rate");
      }
      trials.add(trial(trial.number(), values, OptionalDouble.of(objective)));
    });
    Surrogate learned = learn(trials).orElseThrow();
    assertEquals("rate", learned.importances().get(0).parameter().key());
    assertTrue(learned.fit() > 0.9, "fit " + learned.fit());
  }

  @Test
  void tooFewTrialsHaveNoSurrogate() {
    List<RecordedTrial> five = trials(5, values -> number(values, "noise"));
    assertTrue(learn(five).isPresent());
    assertEquals(Optional.empty(), learn(five.subList(0, 4)));
    assertEquals(Optional.empty(), learn(List.of()));
    assertEquals(Optional.empty(), learn(trials(20, values -> 3)), "all objectives are the same");
    assertEquals(Optional.empty(), learn(five.stream().map(c -> trial(c.number(), Map.of("depth", "3"),
        c.objective())).toList()), "nothing varies");
    List<RecordedTrial> failed = Stream.concat(five.stream().limit(4), Stream.of(trial(6, five.get(4).values(),
        OptionalDouble.empty()))).toList();
    assertEquals(Optional.empty(), learn(failed), "one has no objective");
  }

  @Test
  void singleOrderedParameterHasNoSurface() {
    Surrogate learned = learn(trials(20, values -> number(values, "depth")).stream().map(c -> trial(c.number(),
        Map.of("depth", c.values().get("depth"), "pooling", c.values().get("pooling")), c.objective())).toList())
        .orElseThrow();
    assertEquals(2, learned.importances().size());
    assertEquals(Optional.empty(), learned.surface());
  }
}
