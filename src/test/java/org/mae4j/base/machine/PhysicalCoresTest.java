package org.mae4j.base.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhysicalCoresTest {
  @Test
  void countsHyperthreadsOnce() {
    assertEquals(2, PhysicalCores.count(List.of(
        "processor\t: 0", "physical id\t: 0", "core id\t\t: 0", "",
        "processor\t: 1", "physical id\t: 0", "core id\t\t: 1", "",
        "processor\t: 2", "physical id\t: 0", "core id\t\t: 0", "",
        "processor\t: 3", "physical id\t: 0", "core id\t\t: 1")));
  }

  @Test
  void countsCoresOfEachPackage() {
    assertEquals(2, PhysicalCores.count(List.of(
        "physical id\t: 0", "core id\t\t: 0", "physical id\t: 1", "core id\t\t: 0")));
  }

  @Test
  void returnsZeroWithoutCoreIds() {
    assertEquals(0, PhysicalCores.count(List.of("processor\t: 0", "BogoMIPS\t: 108.00")));
  }
}
