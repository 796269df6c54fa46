package org.mae4j.report.block;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.StringWriter;

/** Fills the template of a page. */
public final class Html {
  private static final String FOLDER = "org/mae4j/report/block";
  private static final String TEMPLATE = "page.html";

  private Html() {}

  public static String of(Page page) {
    Mustache template = new DefaultMustacheFactory(FOLDER).compile(TEMPLATE);
    StringWriter text = new StringWriter();
    template.execute(text, page);
    return text.toString();
  }
}
