package org.mae4j.experiment.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mae4j.base.RandomStream;
import org.mae4j.data.EpochOrder;
import org.mae4j.data.ImageSet;
import org.mae4j.eval.Features;
import org.mae4j.eval.PrincipalComponents;
import org.mae4j.eval.neighbor.NearestNeighbors;
import org.mae4j.experiment.run.Run;
import org.mae4j.plot.sheet.NeighborSheet;
import org.mae4j.plot.sheet.NeighborSheet.SheetTile;
import org.mae4j.record.result.Latents;

/**
 * Writes a projection of the pre-trained encoder's features of some test images, and the nearest training images of a
 * few, so that reports need no data. The images are drawn at random from the seed.
 */
final class LatentsWriter {
  private static final int POINTS = 2_000;
  private static final int QUERIES = 8;
  private static final int NEIGHBORS = 5;

  private final Run run;
  private final Features train;
  private final Features test;
  private final int[] chosen;

  /**
   * Creates a writer.
   *
   * @param train features of all training images, in order
   * @param test features of all test images, in order
   */
  LatentsWriter(Run run, Features train, Features test) {
    this.run = run;
    this.train = train;
    this.test = test;
    int[] order = EpochOrder.of(run.config().seedOf(RandomStream.LATENTS), 0, test.rows().length);
    this.chosen = Arrays.copyOf(order, Math.min(POINTS, order.length));
  }

  /** Writes {@code latents.json} and {@code figures/neighbours.png} into the run directory. */
  void write() throws IOException {
    PrincipalComponents plane = PrincipalComponents.of(rows(chosen), 2);
    List<Latents.Query> queries = queries(Arrays.copyOf(chosen, Math.min(QUERIES, chosen.length)));
    new NeighborSheet(test.images().shape()).write(queries.stream().map(this::tiles).toList(),
        run.directory().neighbors());
    new Latents(Arrays.stream(plane.explained()).boxed().toList(), points(plane), queries)
        .write(run.directory().latents());
  }

  private float[][] rows(int[] images) {
    return Arrays.stream(images).mapToObj(image -> test.rows()[image]).toArray(float[][]::new);
  }

  private List<Latents.ProjectedImage> points(PrincipalComponents plane) {
    return IntStream.range(0, chosen.length).mapToObj(i -> new Latents.ProjectedImage(chosen[i],
        test.images().label(chosen[i]), (float) plane.coordinates()[i][0], (float) plane.coordinates()[i][1])).toList();
  }

  private List<Latents.Query> queries(int[] images) {
    List<List<NearestNeighbors.Neighbor>> nearest = new NearestNeighbors(train, NEIGHBORS)
        .of(rows(images), run.workers());
    List<Latents.Query> queries = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      queries.add(new Latents.Query(images[i], test.images().label(images[i]), nearest.get(i).stream()
          .map(found -> new Latents.RecordedNeighbor(found.image(), train.images().label(found.image()),
              found.similarity()))
          .toList()));
    }
    return queries;
  }

  private List<SheetTile> tiles(Latents.Query query) {
    return Stream.concat(
        Stream.of(new SheetTile(pixels(test.images(), query.image()), name(query.label()), "", false)),
        query.neighbors().stream().map(found -> new SheetTile(pixels(train.images(), found.image()),
            name(found.label()), String.format(Locale.ROOT, "%.2f", found.similarity()),
            found.label() != query.label())))
        .toList();
  }

  private String name(int label) {
    return test.images().classNames().get(label);
  }

  private static float[] pixels(ImageSet images, int index) {
    float[] values = new float[images.shape().size()];
    images.copyTo(index, values, 0);
    return values;
  }
}
