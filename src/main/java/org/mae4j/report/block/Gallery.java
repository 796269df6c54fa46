package org.mae4j.report.block;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mae4j.record.result.Latents;
import org.mae4j.report.run.RecordedRun;

/**
 * A table of images, each with those that are nearest to it.
 *
 * @param ranks 1 for the nearest
 */
public record Gallery(String caption, List<Integer> ranks, List<Row> rows) implements ReportBlock {

  record Row(Tile query, List<Tile> neighbors) {}

  /**
   * @param name of its class
   * @param note beside the name
   * @param other whether its class is not the query's
   */
  record Tile(Picture picture, String name, String note, boolean other) {}

  public static Gallery of(RecordedRun run, RecordedRun.PicturedLatents pictured) {
    List<Latents.Query> queries = pictured.latents().queries();
    int most = queries.stream().mapToInt(query -> query.neighbors().size()).max().orElse(0);
    return new Gallery("Training images nearest to test images",
        IntStream.rangeClosed(1, most).boxed().toList(), IntStream.range(0, queries.size())
            .mapToObj(i -> row(run, queries.get(i), pictured.pictures().get(i))).toList());
  }

  private static Row row(RecordedRun run, Latents.Query query, List<byte[]> pictures) {
    String name = run.results().className(query.label());
    Picture own = Picture.of(pictures.get(0), "test image " + query.image() + ", " + name);
    return new Row(new Tile(own, name, "", false), IntStream.range(0, query.neighbors().size())
        .mapToObj(i -> neighbor(run, query, query.neighbors().get(i), pictures.get(i + 1))).toList());
  }

  private static Tile neighbor(RecordedRun run, Latents.Query query, Latents.Neighbor found, byte[] png) {
    String name = run.results().className(found.label());
    return new Tile(Picture.of(png, "training image " + found.image() + ", " + name), name,
        String.format(Locale.ROOT, "%.3f", found.similarity()), found.label() != query.label());
  }

  @Override
  public String kind() {
    return "gallery";
  }
}
