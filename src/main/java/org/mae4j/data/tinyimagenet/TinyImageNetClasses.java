package org.mae4j.data.tinyimagenet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mae4j.base.file.IoMessage;
import org.mae4j.data.DataException;

/**
 * The classes of Tiny ImageNet.
 *
 * @param ids their WordNet identifiers, such as {@code n01443537}, in the order of {@code wnids.txt}
 * @param names their names, in the same order, each once
 */
record TinyImageNetClasses(List<String> ids, List<String> names) {
  static final String IDS = "wnids.txt";
  static final String WORDS = "words.txt";

  /** @throws DataException if a file cannot be read, has another number of classes, or lacks the words of one */
  static TinyImageNetClasses read(Path dir, int expected) {
    List<String> ids = lines(dir.resolve(IDS)).stream().distinct().toList();
    if (ids.size() != expected) {
      throw new DataException(dir.resolve(IDS) + ": expected " + expected + " classes, found " + ids.size());
    }
    Map<String, String> words = new HashMap<>();
    for (String line : lines(dir.resolve(WORDS))) {
      String[] parts = line.split("\t", 2);
      words.put(parts[0], parts.length == 2 ? parts[1] : parts[0]);
    }
    List<String> names = ids.stream().map(id -> name(dir, id, words)).toList();
    return new TinyImageNetClasses(ids, ids.stream().map(id -> unique(ids, names, id)).toList());
  }

  /** Returns the first of the synonyms that {@code words.txt} has for a class. */
  private static String name(Path dir, String id, Map<String, String> words) {
    if (!words.containsKey(id)) {
      throw new DataException(dir.resolve(WORDS) + ": has no words for the class " + id);
    }
    return words.get(id).split(",", 2)[0].strip();
  }

  private static String unique(List<String> ids, List<String> names, String id) {
    String name = names.get(ids.indexOf(id));
    return Collections.frequency(names, name) == 1 ? name : name + " (" + id + ")";
  }

  /** Returns the lines of a file that are not empty. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }
}
