package org.mae4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mae4j.cli.document.Document;
import org.mae4j.cli.document.ShellWords;
import picocli.CommandLine;

/** Tests that the links and the commands of the documents exist. */
class DocumentsTest {
  private static final int README_WORDS = 900;
  /** Languages of code blocks that show commands. */
  private static final Set<String> SHELL = Set.of("", "bash");

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadToFilesAndHeadings(Document document) {
    all(document.links(), link -> {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? document.file() : besides(document).resolve(parts[0]).normalize();
      assertTrue(Files.exists(target), link);
      if (parts.length == 2) {
        assertTrue(Document.read(target).anchors().contains(parts[1]), link);
      }
    });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsOfBlocksParse(Document document) {
    all(document.blocks().stream().filter(block -> SHELL.contains(block.language()))
        .flatMap(block -> ShellWords.launches(block.lines()).stream()).toList(), words -> {
          String[] arguments = withoutCuda(words).toArray(String[]::new);
          assertDoesNotThrow(() -> Mae4j.commandLine().parseArgs(arguments), () -> String.join(" ", words));
          words.stream().filter(word -> word.startsWith("conf/")).map(Path::of)
              .forEach(file -> assertTrue(Files.exists(file), file.toString()));
        });
  }

  @ParameterizedTest
  @MethodSource("documents")
  void inlineCommandsExist(Document document) {
    Set<String> commands = new CommandLine(Mae4j.class).getSubcommands().keySet();
    all(document.code().stream().flatMap(code -> ShellWords.launches(List.of(code)).stream())
        .flatMap(words -> withoutCuda(words).stream().limit(1)).filter(word -> word.matches("[a-z]+")).toList(),
        word -> assertTrue(commands.contains(word), word));
  }

  @Test
  void theReadmeIsShort() {
    Document readme = Document.read(Path.of("README.md"));
    long words = Stream.concat(Stream.of(readme.text()), readme.blocks().stream().flatMap(b -> b.lines().stream()))
        .flatMap(text -> Stream.of(text.split("\\s+"))).filter(word -> !word.isEmpty()).count();
    assertTrue(words <= README_WORDS, words + " words");
  }

  /** The launcher removes it before the program starts. */
  private static List<String> withoutCuda(List<String> words) {
    return !words.isEmpty() && words.get(0).equals("--cuda") ? words.subList(1, words.size()) : words;
  }

  private static Path besides(Document document) {
    return Optional.ofNullable(document.file().getParent()).orElse(Path.of(""));
  }

  private static <T> void all(List<T> values, Consumer<T> check) {
    Function<T, Executable> executable = value -> () -> check.accept(value);
    assertAll(values.stream().map(executable));
  }
}
