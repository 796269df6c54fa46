package org.mae4j.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mae4j.config.extension.Choice;

/**
 * The reference of all keys as Markdown, generated from the comments of {@code defaults.conf} and {@code sweep.conf}.
 */
final class ConfigurationDocument {
  private static final Pattern GROUP = Pattern.compile("([A-Za-z0-9]+) *\\{");
  private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9]+) *(?:=|(?=\\{})) *(.*)");
  /**
   * Keys with a comment, by their last name and by their last two names. A key without a comment refers to one of them.
   */
  private final Map<String, String> explained = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> groups = new ArrayDeque<>();
  private final List<String> comment = new ArrayList<>();
  private final List<String> below = new ArrayList<>();
  private boolean inTable;

  private ConfigurationDocument() {}

  /** @param introduction text before the first section, ending with a line break */
  static String of(String introduction, RenamedKeys names) {
    ConfigurationDocument document = new ConfigurationDocument();
    document.text.append(introduction).append("\n## Experiment\n\n");
    document.read("defaults.conf");
    document.read("sweep.conf");
    document.appendFormerNames(names);
    return document.text.toString().replaceAll("\n{3,}", "\n\n").stripTrailing() + "\n";
  }

  private void read(String resource) {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(resource)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).forEach(this::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    Matcher group = GROUP.matcher(line);
    Matcher value = VALUE.matcher(line);
    if (line.startsWith("#")) {
      comment.add(line.substring(1));
    } else if (line.isEmpty()) {
      paragraph();
    } else if (line.equals("}")) {
      groups.removeLast();
      if (groups.isEmpty()) {
        endTable();
      }
    } else if (group.matches()) {
      begin(group.group(1));
    } else if (value.matches()) {
      row(value.group(1), value.group(2));
    } else {
      throw new IllegalArgumentException("cannot read the line: " + line);
    }
  }

  /** Appends a comment that belongs to no key. */
  private void paragraph() {
    if (!comment.isEmpty()) {
      endTable();
      text.append(prose()).append("\n\n");
    }
  }

  private void begin(String name) {
    groups.addLast(name);
    if (groups.size() == 1) {
      heading(name);
    } else if (!comment.isEmpty()) {
      appendRow(String.join(".", groups), "", prose());
    }
  }

  private void heading(String name) {
    endTable();
    text.append("## `").append(name).append("`\n\n");
    paragraph();
  }

  private void row(String name, String value) {
    List<String> path = new ArrayList<>(groups);
    path.add(name);
    String key = String.join(".", path);
    String ending = String.join(".", path.subList(Math.max(0, path.size() - 2), path.size()));
    if (comment.isEmpty()) {
      appendRow(key, value, name.equals(Choice.KIND) ? "Name of the extension."
          : "As `" + explained.getOrDefault(ending, explained.get(name)) + "`.");
      return;
    }
    explained.putIfAbsent(ending, key);
    explained.put(name, key);
    if (groups.isEmpty() && value.equals("{}")) {
      heading(name);
    } else if (comment.stream().anyMatch(ConfigurationDocument::isExample)) {
      appendRow(key, value, "See below.");
      below.add("`" + key + "`: " + withExamples());
    } else {
      appendRow(key, value, prose());
    }
  }

  private void appendRow(String key, String value, String meaning) {
    if (!inTable) {
      text.append("| key | default | meaning |\n| --- | --- | --- |\n");
      inTable = true;
    }
    text.append("| `").append(key).append("` | ").append(value.isEmpty() ? "" : "`" + value + "`").append(" | ")
        .append(meaning.replace("|", "\\|")).append(" |\n");
  }

  private void endTable() {
    inTable = false;
    text.append('\n');
    below.forEach(more -> text.append(more).append("\n\n"));
    below.clear();
  }

  private String prose() {
    String prose = String.join(" ", comment.stream().map(String::strip).toList());
    comment.clear();
    return prose;
  }

  private static boolean isExample(String line) {
    return line.startsWith("   ") && line.contains(" = ");
  }

  /** Returns the comment with its indented lines as blocks of code. */
  private String withExamples() {
    StringBuilder all = new StringBuilder();
    boolean code = false;
    for (String line : comment) {
      boolean example = isExample(line);
      if (example != code) {
        all.append(example ? "\n\n```\n" : "```\n\n");
      }
      all.append(line.strip()).append(example ? "\n" : " ");
      code = example;
    }
    comment.clear();
    return (code ? all.append("```") : all).toString().replace(" \n", "\n").strip();
  }

  private void appendFormerNames(RenamedKeys names) {
    text.append("\n## Former names\n\nThese names are still read, with a warning that names the new one. ")
        .append("Runs, checkpoints and journals of older versions may have them too.\n\n")
        .append("| former | present |\n| --- | --- |\n");
    names.renames().forEach(
        rename -> text.append("| `").append(rename.from()).append("` | `").append(rename.to()).append("` |\n"));
    names.values()
        .forEach((key,
            values) -> new TreeMap<>(values).forEach((former, present) -> text.append("| `").append(key).append(" = ")
                .append(former).append("` | `").append(key).append(" = ")
                .append(present).append("` |\n")));
  }
}
