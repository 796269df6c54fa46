package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Assertions for every page that is written as a file. */
public final class Pages {
  private static final List<String> REFERENCES =
      List.of("src", "srcset", "href", "xlink:href", "data", "action", "poster");

  private static final Pattern KEY = Pattern.compile("[a-z]\\.[a-z]");

  private Pages() {}

  /**
   * Asserts that every reference of a page is allowed.
   *
   * @param allowed regular expression for a whole reference
   */
  public static void assertReferences(Document page, String allowed) {
    page.getAllElements().forEach(element -> element.attributes().forEach(attribute -> {
      if (REFERENCES.contains(attribute.getKey())) {
        assertTrue(Pattern.matches(allowed, attribute.getValue()), element.outerHtml());
      }
    }));
  }

  /** Asserts that each text outside of drawings may be broken after the dots of its keys, so that no word is broken. */
  public static void assertKeysCanBeBroken(Document page) {
    page.body().select(":not(svg, svg *, script)").textNodes()
        .forEach(text -> assertFalse(KEY.matcher(text.text()).find(), text.text()));
  }

  /** Asserts that charts and tables can be used with a screen reader and a keyboard. */
  public static void assertReadable(Document page) {
    page.select("svg[role=img]").forEach(svg -> assertFalse(svg.attr("aria-label").isBlank(), svg.outerHtml()));
    for (Element table : page.select("table")) {
      assertFalse(table.select("caption").text().isBlank(), table.outerHtml());
      assertEquals(table.select("th").size(), table.select("th[scope=row], th[scope=col]").size());
      assertEquals("0", table.parent().attr("tabindex"), "a table that scrolls must be focusable");
    }
  }
}
