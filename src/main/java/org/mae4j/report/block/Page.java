package org.mae4j.report.block;

import com.github.mustachejava.DefaultMustacheFactory;
import java.io.StringWriter;
import java.util.List;

/**
 * A page of sections, rendered by the template {@code page.html}. Sections without blocks are left out.
 *
 * @param title title of the window and top heading
 * @param lead introduction, one or two sentences
 */
public record Page(String title, String lead, List<Section> sections) {
  private static final String TEMPLATES = "org/mae4j/report/block";

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

  /** Returns the page as HTML. The template escapes every text. */
  public String html() {
    StringWriter text = new StringWriter();
    new DefaultMustacheFactory(TEMPLATES).compile("page.html").execute(text, this);
    return text.toString();
  }
}
