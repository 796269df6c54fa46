package org.mae4j.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final ArithmeticCheck SAME = new ArithmeticCheck(true, true, List.of());
  private static final ArithmeticCheck OTHER = new ArithmeticCheck(true, false, List.of("processor: B, recorded: A"));
  private static final String MACHINE = """
      [ { "cpu" : "%s", "engine" : { "nd4j" : "1", "backend" : "CPU", "blasVersion" : "0.3", "coreType" : "automatic",
      "arithmetic" : "%s" } } ]""";

  @TempDir
  private Path directory;

  private static MetricValues values(double loss, double accuracy) {
    MetricValues values = new MetricValues();
    values.put("loss", 10, 0.5);
    values.put("loss", 20, loss);
    values.put("accuracy", MetricValues.END, accuracy);
    return values;
  }

  @Test
  void equalBitsSucceed() {
    MetricValues more = values(0.25, 0.75);
    more.put("new", MetricValues.END, 1);
    Comparison comparison = Comparison.of(values(0.25, 0.75), more, SAME);
    assertTrue(comparison.succeeded());
    assertEquals("""
        metric    values   recorded        now  difference
        --------  ------  ---------  ---------  ----------
        loss           2  0.2500000  0.2500000  equal
        accuracy       1  0.7500000  0.7500000  equal

        equal: all 2 metrics, with 3 values, have the recorded bits
        The same bits are promised: processor and libraries compute as those of the record.""",
        comparison.text(Integer.MAX_VALUE));
  }

  @Test
  void theLastBitCounts() {
    Comparison comparison = Comparison.of(values(0.25, 0.75), values(Math.nextUp(0.25), 0.75), SAME);
    assertFalse(comparison.succeeded());
    String text = comparison.text(Integer.MAX_VALUE);
    assertTrue(text.contains("+5.6e-17 at step 20; values that differ: 1\n"), text);
    assertTrue(text.contains("different: 1 of 2 metrics"), text);
    assertTrue(Comparison.of(values(0.25, 0.75), values(0.26, 0.75), OTHER).succeeded());
  }

  @Test
  void missingValuesDiffer() {
    MetricValues recorded = values(0.25, 0.75);
    MetricValues none = new MetricValues();
    Comparison comparison = Comparison.of(recorded, none, SAME);
    assertFalse(comparison.succeeded());
    assertTrue(comparison.text(Integer.MAX_VALUE).contains("missing"), comparison.text(Integer.MAX_VALUE));
    assertFalse(Comparison.of(none, recorded, SAME).succeeded());
    assertFalse(Comparison.of(none, recorded, OTHER).succeeded());
  }

  @Test
  void theSameBitsArePromisedForTheSameArithmetic() throws IOException {
    Path record = provenance("record", "A", "00");
    assertTrue(ArithmeticCheck.of(record, provenance("replica", "B", "00")).same());
    ArithmeticCheck other = ArithmeticCheck.of(record, provenance("replica", "B", "01"));
    assertFalse(other.same());
    assertEquals("""
        The same bits are not promised: processor or libraries may compute otherwise.
          processor: B, recorded: A
          hash of the arithmetic: 01, recorded: 00""", other.text());
  }

  /** Neither for the same GPU: the versions of its driver and its libraries are not recorded. */
  @Test
  void noBitsArePromisedWithAGpu() throws IOException {
    Path cpu = provenance("cpu", "A", "00");
    Path gpu = Files.writeString(directory.resolve("gpu"),
        Files.readString(cpu).replace("\"engine\"", "\"gpu\" : \"G\", \"engine\""));
    assertEquals("""
        The same bits are not promised: processor or libraries may compute otherwise.
          GPU: none, recorded: G; the versions of its driver and its libraries are not recorded""",
        ArithmeticCheck.of(gpu, cpu).text());
    assertFalse(ArithmeticCheck.of(cpu, gpu).same());
    assertFalse(ArithmeticCheck.of(gpu, gpu).same());
    assertTrue(ArithmeticCheck.of(cpu, cpu).same());
  }

  @Test
  void recordsOfOlderVersionsPromiseNothing() throws IOException {
    Path older = Files.writeString(directory.resolve("older"), "[ { \"cpu\" : \"A\" } ]");
    ArithmeticCheck check = ArithmeticCheck.of(older, provenance("replica", "A", "00"));
    assertFalse(check.same());
    assertEquals("The same bits are not promised: the record does not say how its processor and libraries compute.",
        check.text());
    assertFalse(ArithmeticCheck.of(directory.resolve("absent"), provenance("replica", "A", "00")).same());
  }

  private Path provenance(String name, String cpu, String hash) throws IOException {
    return Files.writeString(directory.resolve(name), MACHINE.formatted(cpu, hash));
  }
}
