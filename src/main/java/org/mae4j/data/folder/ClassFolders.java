package org.mae4j.data.folder;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.data.DataException;

/**
 * The folders of a split, one for each class. Hidden entries are ignored, and those that systems and tools leave beside
 * images.
 *
 * @param byName folders by the name of their class, in the order of the names
 */
record ClassFolders(Path split, SortedMap<String, Path> byName) {
  private static final Set<String> IGNORED = Set.of("__macosx", "@eadir", "thumbs.db", "desktop.ini", "lost+found",
      "$recycle.bin", "system volume information");
  /** Endings of files that people keep beside images. */
  private static final Set<String> NO_IMAGES =
      Set.of("txt", "md", "csv", "tsv", "json", "jsonl", "xml", "html", "yaml", "yml", "db", "ini", "log", "pdf");

  /** @throws DataException if {@code split} is no directory, or two of its folders have the same name */
  static ClassFolders in(Path split) {
    if (!Files.isDirectory(split)) {
      throw new DataException(split + ": no such directory; a folder data set has train/CLASS/ and test/CLASS/");
    }
    SortedMap<String, Path> folders = new TreeMap<>();
    for (Path folder : list(split).stream().filter(Files::isDirectory).toList()) {
      Path other = folders.put(name(folder), folder);
      if (other != null) {
        throw new DataException(folder + ": has the same name as " + other + "; rename one of them");
      }
    }
    return new ClassFolders(split, folders);
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * Returns the entries of all folders that may be images, by folder and name, in the order of the file system's names.
   *
   * @throws DataException if a folder has none
   */
  List<FolderImages.Labeled> files() {
    List<FolderImages.Labeled> files = new ArrayList<>();
    List<String> names = names();
    byName.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(folder -> {
      List<Path> images = list(folder.getValue()).stream().filter(ClassFolders::mayBeImage).toList();
      if (images.isEmpty()) {
        throw new DataException(folder.getValue() + ": class folder has no images; add some or remove the folder");
      }
      int label = names.indexOf(folder.getKey());
      images.forEach(file -> files.add(new FolderImages.Labeled(file, label)));
    });
    return files;
  }

  private static boolean mayBeImage(Path entry) {
    String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
    return !NO_IMAGES.contains(name.substring(name.lastIndexOf('.') + 1)) || Files.isDirectory(entry);
  }

  /** Returns the entries of a directory in order of their names, without ignored ones. */
  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(entry -> !isIgnored(entry.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw new DataException(dir + ": cannot be read (" + IoMessage.of(e) + ")", e);
    }
  }

  private static boolean isIgnored(String name) {
    return name.startsWith(".") || IGNORED.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the last name of a path, whose bytes are UTF-8. {@link Path#toString} would decode them by the locale, and
   * the locale C knows no letters beside those of English.
   */
  private static String name(Path path) {
    String raw = path.toAbsolutePath().normalize().toUri().getRawPath().replaceFirst("/$", "");
    return URLDecoder.decode(raw.substring(raw.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
