package org.mae4j.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mae4j.config.check.InvalidConfigException;
import org.mae4j.config.load.ConfigLoader;
import org.mae4j.config.training.BatchConfig;

/** Tests the checks of the constructors of configuration records. */
class RecordsTest {
  private static final ExperimentConfig VALID = ConfigLoader.load(Path.of("conf/quickstart.conf"), List.of());

  @Test
  void rejectsNonFiniteNumbers() throws ReflectiveOperationException {
    List<String> tried = new ArrayList<>();
    assertRejectsNonFinite(VALID, tried);
    assertTrue(tried.containsAll(List.of("maskRatio", "mlpRatio", "clipNorm", "validationFraction")), "" + tried);
  }

  private static void assertRejectsNonFinite(Record group, List<String> tried) throws ReflectiveOperationException {
    RecordComponent[] components = group.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getType() == double.class) {
        tried.add(components[i].getName());
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          assertEquals(components[i].getName(), rejectedKey(group, i, bad));
        }
      } else if (components[i].getAccessor().invoke(group) instanceof Record inner) {
        assertRejectsNonFinite(inner, tried);
      }
    }
  }

  private static String rejectedKey(Record group, int index, double bad) throws ReflectiveOperationException {
    RecordComponent[] components = group.getClass().getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == index ? bad : components[i].getAccessor().invoke(group);
    }
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
    Constructor<?> canonical = group.getClass().getDeclaredConstructor(types);
    Throwable cause = assertThrows(InvocationTargetException.class, () -> canonical.newInstance(arguments)).getCause();
    return assertInstanceOf(InvalidConfigException.class, cause).problems().get(0).key();
  }

  @Test
  void problemNamesAllRelatedKeys() {
    InvalidConfigException thrown =
        assertThrows(InvalidConfigException.class, () -> new TransformerConfig(50, 1, 4, 4));
    assertEquals(List.of(new InvalidConfigException.Problem(
        "width", "must be a multiple of heads (4), is 50", List.of("heads"))), thrown.problems());
  }

  @Test
  void reportsAllProblemsOfRecord() {
    InvalidConfigException thrown = assertThrows(InvalidConfigException.class, () -> new BatchConfig(0, -1));
    assertEquals("size: must be at least 1, is 0\nmicroBatch: must be at least 1, is -1", thrown.getMessage());
  }

  @Test
  void rejectsNonFiniteLearningRates() {
    assertThrows(InvalidConfigException.class, () -> new ProbeConfig(1, 2, List.of(0.1, Double.NaN), 0.9, 1, true));
    assertThrows(InvalidConfigException.class,
        () -> new ProbeConfig(1, 2, List.of(Double.POSITIVE_INFINITY), 0.9, 1, true));
  }

  @Test
  void rejectsMlpWithoutHiddenUnit() {
    assertThrows(InvalidConfigException.class, () -> new TransformerConfig(4, 1, 1, 0.1));
    assertEquals(1, new TransformerConfig(4, 1, 1, 0.25).hiddenWidth());
  }

  @Test
  void countsPatchesOfNonSquareImages() {
    ModelConfig model = VALID.model();
    ImageShape wide = new ImageShape(8, 24, 1);
    assertEquals(12, model.patches(wide));
    assertEquals(3, model.visiblePatches(wide));
  }
}
