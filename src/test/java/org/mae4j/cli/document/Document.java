package org.mae4j.cli.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown document of the project.
 *
 * @param file path relative to the root of the project
 * @param blocks its fenced code blocks
 * @param text everything else
 */
public record Document(Path file, List<Block> blocks, String text) {
  private static final Set<String> ROOTS = Set.of("assets", "conf", "docs", "experiments");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern NAMED_ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /**
   * A fenced code block.
   *
   * @param language the word behind the fence, possibly empty
   */
  public record Block(String language, List<String> lines) {}

  /** Returns the documents in the root of the project and below its folders of documents. */
  public static List<Document> all() {
    try (Stream<Path> top = Files.list(Path.of("."))) {
      return Stream.concat(top.map(path -> path.getFileName()), ROOTS.stream().map(Path::of).flatMap(Document::below))
          .filter(path -> path.toString().endsWith(".md")).sorted().map(Document::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Document read(Path file) {
    List<Block> blocks = new ArrayList<>();
    List<String> text = new ArrayList<>();
    List<String> target = text;
    for (String line : lines(file)) {
      if (!line.strip().startsWith("```")) {
        target.add(line);
      } else if (target == text) {
        target = new ArrayList<>();
        blocks.add(new Block(line.strip().substring(3), target));
      } else {
        target = text;
      }
    }
    return new Document(file, blocks, String.join("\n", text));
  }

  /** Returns the relative targets of links and images, with their anchors. */
  public List<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll("")).results().map(match -> match.group(1))
        .filter(link -> !link.contains("://")).toList();
  }

  /** Returns the anchors of headings, as hosting platforms derive them, and those that the document names. */
  public Set<String> anchors() {
    return Stream.concat(
        HEADING.matcher(text).results().map(match -> match.group(1).toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')),
        NAMED_ANCHOR.matcher(text).results().map(match -> match.group(1))).collect(Collectors.toSet());
  }

  /** Returns the inline code. */
  public List<String> code() {
    return CODE.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static Stream<Path> below(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
