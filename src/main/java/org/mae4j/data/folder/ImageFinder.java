package org.mae4j.data.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.PathText;
import org.mae4j.data.DataException;
import org.mae4j.data.image.file.ImageType;

/**
 * Finds image files in folders, and counts the files that are none. Hidden entries are ignored, and those that systems
 * and tools leave beside images.
 */
public final class ImageFinder {
  private static final Set<String> IGNORED = Set.of("__macosx", "@eadir", "thumbs.db", "desktop.ini", "lost+found",
      "$recycle.bin", "system volume information");

  private final Map<String, Integer> others = new LinkedHashMap<>();

  /**
   * Returns the image files in a folder and below it, in the order of their names. A file is an image by the ending of
   * its name or, if that is not the ending of an image format, by its first bytes. Symbolic links are followed, but not
   * back to a folder that they are in.
   *
   * @throws DataException if there are none, or a folder or file cannot be read
   */
  public List<Path> imagesBelow(Path folder) {
    List<Path> images = new ArrayList<>();
    addImages(folder, List.of(), images);
    if (images.isEmpty()) {
      throw new DataException(PathText.of(folder) + ": has no images; add JPEG, PNG, GIF, BMP, TIFF or WebP files, or "
          + "leave this folder out" + leftOut().map(note -> " (" + note + ")").orElse(""));
    }
    return images;
  }

  private void addImages(Path folder, List<Path> within, List<Path> images) {
    Path real = real(folder);
    if (within.contains(real)) {
      count("links in circles");
      return;
    }
    List<Path> now = new ArrayList<>(within);
    now.add(real);
    for (Path entry : list(folder)) {
      if (Files.isDirectory(entry)) {
        addImages(entry, now, images);
      } else if (isImage(entry)) {
        images.add(entry);
      } else {
        count(ending(entry));
      }
    }
  }

  /** Returns the folders in a directory in the order of their names. Files beside them are counted. */
  List<Path> foldersIn(Path dir) {
    List<Path> folders = new ArrayList<>();
    for (Path entry : list(dir)) {
      if (Files.isDirectory(entry)) {
        folders.add(entry);
      } else {
        count(isImage(entry) ? "images outside class folders" : ending(entry));
      }
    }
    return folders;
  }

  private void count(String kind) {
    others.merge(kind, 1, Integer::sum);
  }

  /** Returns what was left out as a line, the most frequent first; empty if nothing was. */
  public Optional<String> leftOut() {
    int total = others.values().stream().mapToInt(Integer::intValue).sum();
    String kinds = others.entrySet().stream().sorted(Collections.reverseOrder(Map.Entry.comparingByValue()))
        .map(kind -> kind.getKey() + " " + kind.getValue()).collect(Collectors.joining(", "));
    return total == 0 ? Optional.empty()
        : Optional.of("left out " + total + (total == 1 ? " file: " : " files: ") + kinds);
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.contains(".") ? name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT) : "without ending";
  }

  private static boolean isImage(Path file) {
    if (!Files.isRegularFile(file)) {
      // A link that leads nowhere has the name of an image and cannot be read. A pipe would never end.
      return !Files.exists(file) && ImageType.isNameOfImage(file.getFileName().toString());
    }
    return ImageType.isNameOfImage(file.getFileName().toString()) || ImageType.of(head(file)).isPresent();
  }

  private static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(ImageType.HEAD);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Returns the entries of a directory in order of their names, without ignored ones. */
  private static List<Path> list(Path dir) {
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.filter(entry -> !isIgnored(entry.getFileName().toString())).sorted().toList();
    } catch (IOException e) {
      throw unreadable(dir, e);
    } catch (UncheckedIOException e) {
      throw unreadable(dir, e.getCause()); // while the entries were read
    }
  }

  private static DataException unreadable(Path path, IOException e) {
    return new DataException(PathText.of(path) + ": cannot be read (" + IoMessage.problem(e) + ")", e);
  }

  private static boolean isIgnored(String name) {
    return name.startsWith(".") || IGNORED.contains(name.toLowerCase(Locale.ROOT));
  }
}
