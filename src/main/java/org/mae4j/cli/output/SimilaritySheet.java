package org.mae4j.cli.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.IoMessage;
import org.mae4j.base.PathText;
import org.mae4j.base.UserException;
import org.mae4j.cli.option.ModelArguments;
import org.mae4j.config.DataConfig;
import org.mae4j.data.ImageSet;
import org.mae4j.data.image.ImageFileReader;
import org.mae4j.experiment.directory.ExistingRun;
import org.mae4j.library.Embedding;
import org.mae4j.library.ImageName;
import org.mae4j.plot.NeighborSheet;
import org.mae4j.plot.NeighborSheet.SheetTile;

/** Draws images and those that are most similar to them, in the shape in which the encoder sees them. */
public final class SimilaritySheet {
  private SimilaritySheet() {}

  /** @param found images that were found for each of {@code asked} */
  public static void write(ModelArguments arguments, List<Embedding> asked, List<List<SimilarImage>> found, Path file)
      throws IOException {
    DataConfig data = ExistingRun.at(arguments.model()).config(List.of(arguments.settings())).data();
    ImageFileReader reader = ImageFileReader.of(data);
    List<List<SheetTile>> rows = IntStream.range(0, asked.size()).mapToObj(i -> Stream.concat(
        Stream.of(tile(asked.get(i).image(), "", data, reader)),
        found.get(i).stream().map(image -> tile(image.name(), String.format(Locale.ROOT, "%.2f", image.similarity()),
            data, reader)))
        .toList()).toList();
    new NeighborSheet(data.image(), "image", "most similar images, with the cosine similarity").write(rows, file);
  }

  private static SheetTile tile(ImageName name, String note, DataConfig data, ImageFileReader reader) {
    Path file = name.file().orElseThrow(() -> new UserException(name.text() + ": is not a file"));
    try {
      float[] pixels = new float[data.image().size()];
      new ImageSet(data.image(), List.of(), reader.read(file).planes(), new int[] {ImageSet.UNLABELED})
          .copyTo(0, pixels, 0);
      return new SheetTile(pixels, PathText.name(file), note, false);
    } catch (IOException e) {
      throw new UserException(name.text() + ": " + IoMessage.problem(e), e);
    }
  }
}
