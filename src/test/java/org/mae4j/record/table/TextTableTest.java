package org.mae4j.record.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.mae4j.record.table.TextTable.Column;

class TextTableTest {
  @Test
  void alignsTextLeftAndNumbersRight() {
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
  void aNarrowTerminalShowsTheEndsOfPaths() {
    TextTable table = new TextTable(Column.number("probability"), Column.path("image"))
        .row("0.5", "photos/2024/cat 1.jpg").row("0.25", "a.jpg");
    assertEquals(table.toString(), table.fitted(80));
    assertEquals("""
        probability  image
        -----------  -----------
                0.5  …/cat 1.jpg
               0.25  a.jpg
        """, table.fitted(24));
  }

  @Test
  void aNarrowTerminalCutsTheLastTextThenLeavesOutOptionalColumns() {
    TextTable table = new TextTable(Column.number("trial"), Column.number("rate").asOptional(),
        Column.number("depth").asOptional(), Column.number("objective"), Column.text("state"))
        .row("1", "0.001", "12", "0.25", "failed: a message of forty-five characters ...")
        .row("2", "0.002", "12", "0.5", "finished");
    assertEquals(table.toString(), table.fitted(80));
    assertEquals("""
        trial   rate  depth  objective  state
        -----  -----  -----  ---------  ------------------------
            1  0.001     12       0.25  failed: a message of fo…
            2  0.002     12        0.5  finished
        """, table.fitted(56));
    assertEquals("""
        trial   rate  objective  state
        -----  -----  ---------  ----------------------
            1  0.001       0.25  failed: a message of …
            2  0.002        0.5  finished
        not shown, because the terminal is too narrow:
          depth
        """, table.fitted(47));
    assertEquals("""
        trial  objective  state
        -----  ---------  --------
            1       0.25  failed:…
            2        0.5  finished
        not shown, because the
          terminal is too narrow:
          rate, depth
        """, table.fitted(26));
  }

  @Test
  void aRuleFitsANarrowTerminalToo() {
    TextTable table = new TextTable(Column.text("layer"), Column.text("output").asOptional(), Column.number("weights"))
        .row("a", "32 × 64", "9").rule().row("total", "", "9");
    assertEquals("""
        layer  weights
        -----  -------
        a            9
        -----  -------
        total        9
        not shown,
          because the
          terminal is
          too narrow:
          output
        """, table.fitted(16));
  }

  @Test
  void emptyTableHasOnlyHeading() {
    TextTable table = new TextTable(Column.text("a"), Column.number("b"));
    assertEquals("a  b\n-  -\n", table.toString());
  }

  @Test
  void rejectsRowsOfOtherLength() {
    TextTable table = new TextTable(Column.text("a"), Column.number("b"));
    assertThrows(IllegalArgumentException.class, () -> table.row("only one"));
  }
}
