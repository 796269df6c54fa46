package org.mae4j.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<Integer> closed = new ArrayList<>();

  private AutoCloseable number(int number) {
    return () -> closed.add(number);
  }

  @Test
  void closesEachOnceFromTheLastToTheFirst() {
    Resources resources = new Resources();
    resources.add(number(1));
    resources.add(number(2));
    resources.close();
    resources.close();
    assertEquals(List.of(2, 1), closed);
  }

  @Test
  void closesTheOthersAfterAFailure() {
    IllegalStateException first = new IllegalStateException("first");
    OutOfMemoryError second = new OutOfMemoryError("second");
    Resources resources = new Resources();
    resources.add(number(1));
    resources.add(() -> {
      throw second;
    });
    resources.add(number(3));
    resources.add(() -> {
      throw first;
    });
    assertSame(first, assertThrows(IllegalStateException.class, resources::close));
    assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
    assertEquals(List.of(3, 1), closed);
  }

  @Test
  void closesAllOfAConstructorThatFails() {
    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> {
      try (Resources made = new Resources()) {
        made.add(number(1));
        made.add(() -> {
          throw new IOException("disk");
        });
        throw new IllegalStateException("as asked");
      }
    });
    assertEquals("as asked", failure.getMessage());
    assertEquals("disk", failure.getSuppressed()[0].getCause().getMessage());
    assertEquals(List.of(1), closed);
  }

  @Test
  void leavesWhatIsKept() {
    Resources kept;
    try (Resources made = new Resources()) {
      made.add(number(1));
      made.add(number(2));
      kept = made.keep();
    }
    assertEquals(List.of(), closed);
    kept.close();
    assertEquals(List.of(2, 1), closed);
  }
}
