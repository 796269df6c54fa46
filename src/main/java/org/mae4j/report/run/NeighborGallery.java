package org.mae4j.report.run;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.record.result.Latents;
import org.mae4j.report.block.Gallery;
import org.mae4j.report.block.Picture;

/** Builds the gallery of the nearest training images of some test images. */
final class NeighborGallery {
  private NeighborGallery() {}

  static Gallery of(RecordedRun run, RecordedRun.LatentImages images) {
    List<Latents.Query> queries = images.latents().queries();
    int columns = queries.stream().mapToInt(query -> query.neighbors().size()).max().orElse(0);
    return new Gallery("Training images nearest to test images", IntStream.rangeClosed(1, columns).boxed().toList(),
        IntStream.range(0, queries.size())
            .mapToObj(i -> row(run, queries.get(i), images.pictures().get(i))).toList());
  }

  private static Gallery.NeighborRow row(RecordedRun run, Latents.Query query, List<byte[]> pictures) {
    String name = run.results().className(Latents.CLASSES, query.label());
    Picture picture = Picture.of(pictures.get(0), "test image " + query.image() + ", " + name);
    return new Gallery.NeighborRow(new Gallery.Tile(picture, name, "", false),
        IntStream.range(0, query.neighbors().size())
            .mapToObj(i -> neighbor(run, query, query.neighbors().get(i), pictures.get(i + 1))).toList());
  }

  private static Gallery.Tile neighbor(RecordedRun run, Latents.Query query, Latents.RecordedNeighbor neighbor,
      byte[] png) {
    String name = run.results().className(Latents.CLASSES, neighbor.label());
    return new Gallery.Tile(Picture.of(png, "training image " + neighbor.image() + ", " + name), name,
        String.format(Locale.ROOT, "%.3f", neighbor.similarity()), neighbor.label() != query.label());
  }
}
