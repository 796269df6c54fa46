package org.mae4j.ui;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.ui.api.I18N;
import org.deeplearning4j.ui.i18n.I18NProvider;

/**
 * Deeplearning4j's training pages with changes: they link back to mae4j's page, have no charts of activations, which are
 * not measured, and list sessions by their last change. All addresses are relative, so that a proxy can serve the pages
 * below a prefix.
 */
final class TrainingPages {
  private static final Pattern MESSAGE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern ADDRESS = Pattern.compile("([\"'])/(assets|train|setlang)/");
  private static final List<Edit> PAGE_EDITS = List.of(
      new Edit("(?s)<li class=\"active\" id=\"stdevActivations\">.*?</li>\\s*<li id=\"stdevGradients\">",
          "<li class=\"active\" id=\"stdevGradients\">"),
      new Edit("(?s)<div class=\"box\">\\s*<div class=\"chart-header\">\\s*<h2><b>\\$\\{train\\\\.model\\\\.activations"
          + "Chart\\\\.title}.*?</p>\\s*</div>\\s*</div>", ""),
      new Edit("<a class=\"header-text\" href=\"#\">", "<a class=\"header-text\" href=\"../mae4j\">mae4j</a>"
          + "<a class=\"header-text\" href=\"#\">"),
      new Edit("(<script src=\"/assets/js/train/train.js\"></script>)",
          "$1<script src=\"../mae4j/assets/training-sessions.js\"></script>"));
  private static final List<Edit> SCRIPT_EDITS = List.of(
      new Edit("selectedChart = \"stdevActivations\";", "selectedChart = \"stdevGradients\";"),
      new Edit("var keys = Object\\.keys\\(data\\);(\\s*if\\(keys\\.length > 1\\))",
          "var keys = sortedSessions(data);$1"),
      new Edit("\"'>\" \\+ keys\\[i\\] \\+ \"</option>\"", "\"'>\" + sessionLabel(keys[i]) + \"</option>\""));

  private TrainingPages() {}

  /** A change of a page or a script of Deeplearning4j; the text to find is not in all of them. */
  private record Edit(Pattern found, String replacement) {
    Edit(String found, String replacement) {
      this(Pattern.compile(found), replacement);
    }

    String in(String text) {
      return found.matcher(text).replaceAll(replacement);
    }
  }

  /** Returns a page as HTML. @param name Overview, Model or System */
  static String page(String name) {
    String template = text(WebAssets.template("Training" + name + ".html.ftl").orElseThrow());
    I18N messages = I18NProvider.getInstance();
    return ADDRESS.matcher(MESSAGE.matcher(edited(template, PAGE_EDITS))
        .replaceAll(key -> Matcher.quoteReplacement(messages.getMessage(key.group(1).replace("\\", "")))))
        .replaceAll("$1../$2/");
  }

  /** Returns a script of the pages. */
  static WebAssets.Asset script(WebAssets.Asset original) {
    String text = ADDRESS.matcher(edited(text(original), SCRIPT_EDITS)).replaceAll("$1../$2/");
    return new WebAssets.Asset(original.type(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String edited(String text, List<Edit> edits) {
    String edited = text;
    for (Edit edit : edits) {
      edited = edit.in(edited);
    }
    return edited;
  }

  private static String text(WebAssets.Asset asset) {
    return new String(asset.bytes(), StandardCharsets.UTF_8);
  }
}
