package org.mae4j.report.block;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A page of sections, rendered by the template {@code page.html}. Sections without blocks are left out.
 *
 * @param title title of the window and top heading
 * @param lead introduction, one or two sentences
 * @param facts what the page is about, below the introduction
 */
public record Page(String title, String lead, List<Fact> facts, List<Section> sections) {
  private static final String TEMPLATES = "org/mae4j/report/block";

  /** A name and what it stands for, such as {@code date}. */
  public record Fact(String name, String value) {}

  /**
   * A section with a heading.
   *
   * @param id anchor, unique within the page
   * @param note explanation of the section; may be empty
   */
  public record Section(String id, String heading, String note, List<ReportBlock> parts) {
    public Section {
      parts = List.copyOf(parts);
    }
  }

  public Page {
    sections = sections.stream().filter(section -> !section.parts().isEmpty()).toList();
  }

  /** Creates a page without facts. */
  public Page(String title, String lead, List<Section> sections) {
    this(title, lead, List.of(), sections);
  }

  /** Returns the page as HTML. The template escapes every text. */
  public String html() {
    return rendered("page.html", this);
  }

  /** Returns whether the page has a script. */
  boolean interactive() {
    return sections.stream().flatMap(section -> section.parts().stream()).anyMatch(ReportBlock::isInteractive);
  }

  /**
   * Returns a function of the template that lets lines break after the dots of keys, instead of within words, and not
   * between a number and its unit.
   */
  Function<String, String> breakable() {
    return text -> text.replaceAll("(?<=\\w\\.)(?=[A-Za-z])", "<wbr>").replaceAll("(?<=\\d) (?=%|dB\\b|[MG]B\\b)",
        "&nbsp;");
  }

  /** Returns the hash of the script of interactive pages, for a content security policy that allows no other script. */
  public static String scriptHash() {
    return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(rendered("script.html", List.of())));
  }

  private static String rendered(String template, Object values) {
    StringWriter text = new StringWriter();
    new DefaultMustacheFactory(TEMPLATES).compile(template).execute(text, values);
    return text.toString();
  }
}
