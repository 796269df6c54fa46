package org.mae4j.sweep.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mae4j.sweep.execution.Plans;

/** Tests frequencies of random samples, with a tolerance of four standard deviations. */
class TrialParameterSpaceTest {
  private static final int DRAWS = 20_000;

  @TempDir
  private Path directory;

  @Test
  void uniformStepsAreEquallyLikely() {
    Map<String, Double> shares = shares("model.maskRatio", "model.maskRatio = { uniform = [0.1, 0.42], step = 0.05 }");
    assertEquals(new TreeSet<>(List.of("0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4")), shares.keySet());
    shares.values().forEach(share -> assertShare(1 / 7.0, share));
  }

  /** The frequency of a value is that of the numbers that are rounded to it, in logarithms. */
  @Test
  void logUniformStepsHaveLogarithmicFrequencies() {
    Map<String, Double> shares = shares("pretrain.optimizer.baseLearningRate",
        "pretrain.optimizer.baseLearningRate = { logUniform = [1e-4, 4e-4], step = 1e-4 }");
    assertEquals(new TreeSet<>(List.of("1.0E-4", "2.0E-4", "3.0E-4", "4.0E-4")), shares.keySet());
    assertShare(Math.log(1.5) / Math.log(4), shares.get("1.0E-4"));
    assertShare(Math.log(2.5 / 1.5) / Math.log(4), shares.get("2.0E-4"));
    assertShare(Math.log(3.5 / 2.5) / Math.log(4), shares.get("3.0E-4"));
    assertShare(Math.log(4 / 3.5) / Math.log(4), shares.get("4.0E-4"));
  }

  @Test
  void conditionIsMetAsOftenAsItsValuesOccur() {
    Map<String, Double> shares = shares("finetune.mixup", """
        finetune.layerDecay = { choice = [0.65, 0.75, 0.85, 1.0] }
        finetune.mixup = { choice = [0.2, 0.4], when { finetune.layerDecay = [0.65, 0.85, 1.0] } }
        """);
    assertEquals(new TreeSet<>(List.of("0.2", "0.4", "")), shares.keySet());
    assertShare(0.375, shares.get("0.2"));
    assertShare(0.375, shares.get("0.4"));
  }

  /** Returns the frequency of each value of {@code key}; an empty value means that the key does not vary. */
  private Map<String, Double> shares(String key, String parameters) {
    TrialGenerator generator = new TrialGenerator(Plans.load(directory,
        "sweep { generator = random, seed = 3, stop.trials = 1 }\nsweep.parameters {\n" + parameters + "\n}"));
    List<SortedMap<String, String>> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(generator.next().orElseThrow());
    }
    return drawn.stream().collect(Collectors.groupingBy(values -> values.getOrDefault(key, ""), TreeMap::new,
        Collectors.summingDouble(values -> 1.0 / DRAWS)));
  }

  private static void assertShare(double expected, double share) {
    assertEquals(expected, share, 4 * Math.sqrt(expected * (1 - expected) / DRAWS));
  }
}
