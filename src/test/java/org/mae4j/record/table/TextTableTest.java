package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mae4j.record.table.TextTable.Column;

class TextTableTest {
  @Test
  void textsStandLeftAndNumbersRight() {
    TextTable table = new TextTable(Column.text("layer"), Column.number("parameters"), Column.text("shape"))
        .row("patch embedding", "9,408", "64×192")
        .rule()
        .row("total", "12", "");
    assertEquals("""
        layer            parameters  shape
        ---------------  ----------  ------
        patch embedding       9,408  64×192
        ---------------  ----------  ------
        total                    12
        """, table.toString());
  }

  @Test
  void tableWithoutRowsIsItsHeading() {
    TextTable table = new TextTable(Column.text("a"), Column.number("b"));
    assertEquals("a  b\n-  -\n", table.toString());
  }

  @Test
  void rowsOfAnotherLengthAreRefused() {
    TextTable table = new TextTable(Column.text("a"), Column.number("b"));
    assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
  }
}
