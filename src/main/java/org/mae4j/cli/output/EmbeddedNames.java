package org.mae4j.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.CsvText;
import org.mae4j.base.DurableFile;
import org.mae4j.base.IoMessage;
import org.mae4j.base.PathText;
import org.mae4j.base.UserException;
import org.mae4j.library.ImageName;

/** The CSV file beside a file of embeddings that has the path and the label of the image of each row. */
public final class EmbeddedNames {
  private static final List<String> HEADER = List.of("row", "image", "label");

  private EmbeddedNames() {}

  /** Returns the file beside {@code embeddings}: {@code latents.images.csv} for {@code latents.npy}. */
  public static Path beside(Path embeddings) {
    String name = embeddings.getFileName().toString();
    return embeddings.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".images.csv");
  }

  /** Replaces {@code file}. @param names names of the images in the order of the rows */
  public static void write(Path file, List<ImageName> names) throws IOException {
    StringBuilder text = new StringBuilder(CsvText.line(HEADER));
    for (int row = 0; row < names.size(); row++) {
      text.append(
          CsvText.line(List.of(Integer.toString(row), path(names.get(row)), names.get(row).label().orElse(""))));
    }
    DurableFile.write(file, text.toString());
  }

  /** Returns an absolute path, so that the images are found from any directory. */
  private static String path(ImageName name) {
    return name.file().map(file -> PathText.of(file.toAbsolutePath())).orElse(name.text());
  }

  /**
   * Reads a file.
   *
   * @param rows number of rows that it must have
   * @throws UserException naming the file, if it cannot be read or has other content
   */
  public static List<ImageName> read(Path file, int rows) {
    try {
      List<List<String>> lines = CsvText.read(Files.readString(file));
      if (lines.isEmpty() || !lines.get(0).equals(HEADER) || lines.size() != rows + 1
          || lines.stream().anyMatch(line -> line.size() != HEADER.size())) {
        throw new UserException(file + ": expected the names of " + rows + " images, as ./mae4j embed writes them");
      }
      return lines.subList(1, lines.size()).stream().map(line -> new ImageName(line.get(1),
          Optional.of(Path.of(line.get(1))), Optional.of(line.get(2)).filter(label -> !label.isEmpty()))).toList();
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e), e);
    }
  }
}
