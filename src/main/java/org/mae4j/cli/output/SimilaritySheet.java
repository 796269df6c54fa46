package org.mae4j.cli.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.UserException;
import org.mae4j.base.file.PathText;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageEncoder;
import org.mae4j.library.ImageName;
import org.mae4j.library.Images;
import org.mae4j.plot.sheet.NeighborSheet;
import org.mae4j.plot.sheet.NeighborSheet.SheetTile;

/** Draws images and those that are most similar to them, in the shape in which the encoder sees them. */
public final class SimilaritySheet {
  private SimilaritySheet() {}

  /** @param found images that were found for each of {@code asked} */
  public static void write(ImageEncoder encoder, List<Embedding> asked, List<List<SimilarImage>> found, Path file)
      throws IOException {
    List<List<SheetTile>> rows = IntStream.range(0, asked.size()).mapToObj(i -> Stream.concat(
        Stream.of(tile(asked.get(i).image(), "", encoder)),
        found.get(i).stream()
            .map(image -> tile(image.name(), String.format(Locale.ROOT, "%.2f", image.similarity()), encoder)))
        .toList()).toList();
    new NeighborSheet(encoder.shape(), "image", "most similar images, with the cosine similarity").write(rows, file);
  }

  private static SheetTile tile(ImageName name, String note, ImageEncoder encoder) {
    Path file = name.file().orElseThrow(() -> new UserException(name.text() + ": is not a file"));
    return new SheetTile(encoder.pixels(Images.at(file), 0), PathText.name(file), note, false);
  }
}
