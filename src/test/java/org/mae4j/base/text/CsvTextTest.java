package org.mae4j.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void cellsAreReadAsWritten() {
    List<List<String>> lines = List.of(List.of("a", "", "b c"), List.of("x,\"y\"", "two\nlines", "ü 日"),
        List.of("", "", ""));
    String text = String.join("", lines.stream().map(CsvText::line).toList());
    assertEquals("a,,b c\n\"x,\"\"y\"\"\",\"two\nlines\",ü 日\n,,\n", text);
    assertEquals(lines, CsvText.read(text));
    assertEquals(lines, CsvText.read(text.strip().replace("c\n", "c\r\n").replace("日\n", "日\r\n")));
    assertEquals(List.of(), CsvText.read(""));
  }
}
