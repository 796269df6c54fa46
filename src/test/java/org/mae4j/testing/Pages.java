package org.mae4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What holds for every page that is left as a file. */
public final class Pages {
  private static final List<String> REFERENCES =
      List.of("src", "srcset", "href", "xlink:href", "data", "action", "poster");

  private Pages() {}

  /**
   * All that a page refers to is allowed.
   *
   * @param allowed a regular expression of whole references
   */
  public static void assertReferences(Document page, String allowed) {
    page.getAllElements().forEach(element -> element.attributes().forEach(attribute -> {
      if (REFERENCES.contains(attribute.getKey())) {
        assertTrue(Pattern.matches(allowed, attribute.getValue()), element.outerHtml());
      }
    }));
  }

  /** Charts and tables can be read without eyes and without a mouse. */
  public static void assertReadable(Document page) {
    page.select("svg[role=img]").forEach(svg -> assertFalse(svg.attr("aria-label").isBlank(), svg.outerHtml()));
    for (Element table : page.select("table")) {
      assertFalse(table.select("caption").text().isBlank(), table.outerHtml());
      assertEquals(table.select("th").size(), table.select("th[scope=row], th[scope=col]").size());
      assertEquals("0", table.parent().attr("tabindex"), "what scrolls can be reached by the keyboard");
    }
  }
}
