package org.mae4j.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.base.UserException;
import org.mae4j.base.file.DurableFile;
import org.mae4j.base.file.IoMessage;
import org.mae4j.base.file.PathText;
import org.mae4j.base.text.CsvText;
import org.mae4j.library.ImageName;

/**
 * The CSV file beside a file of embeddings that has the path and the label of the image of each row.
 *
 * @param names names of the images in the order of the rows
 * @param model first digits of the digest of the checkpoint whose features the rows are; empty in files of older versions
 */
public record EmbeddedNames(List<ImageName> names, Optional<String> model) {
  private static final List<String> HEADER = List.of("row", "image", "label", "model");
  private static final List<String> OLD_HEADER = HEADER.subList(0, 3);
  private static final int DIGITS = 16;

  /** Returns the names of images that have features of the checkpoint with {@code digest}. */
  public static EmbeddedNames of(List<ImageName> names, String digest) {
    return new EmbeddedNames(names, Optional.of(digest.substring(0, DIGITS)));
  }

  /** Returns whether the features may be those of the checkpoint with {@code digest}. */
  public boolean areOf(String digest) {
    return model.stream().allMatch(digest::startsWith);
  }

  /** Returns the file beside {@code embeddings}: {@code latents.images.csv} for {@code latents.npy}. */
  public static Path beside(Path embeddings) {
    String name = embeddings.getFileName().toString();
    return embeddings.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".images.csv");
  }

  /** Replaces {@code file}. */
  public void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(CsvText.line(HEADER));
    for (int row = 0; row < names.size(); row++) {
      ImageName name = names.get(row);
      text.append(CsvText.line(List.of(Integer.toString(row), path(name), name.label().orElse(""), model.orElse(""))));
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
  public static EmbeddedNames read(Path file, int rows) {
    try {
      List<List<String>> lines = CsvText.read(Files.readString(file));
      List<String> header = lines.isEmpty() ? List.of() : lines.remove(0);
      if (!List.of(HEADER, OLD_HEADER).contains(header) || lines.size() != rows
          || lines.stream().anyMatch(line -> line.size() != header.size())) {
        throw new UserException(file + ": expected the names of " + rows + " images, as ./mae4j embed writes them");
      }
      List<ImageName> names = lines.stream().map(line -> new ImageName(line.get(1),
          Optional.of(Path.of(line.get(1))), Optional.of(line.get(2)).filter(label -> !label.isEmpty()))).toList();
      return new EmbeddedNames(names,
          lines.stream().filter(line -> line.size() > 3).map(line -> line.get(3)).findFirst());
    } catch (IOException e) {
      throw new UserException(IoMessage.of(e), e);
    }
  }
}
