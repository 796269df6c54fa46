package example.masking;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mae4j.config.extension.NoSettings;
import org.mae4j.model.masking.MaskRequest;
import org.mae4j.model.masking.Masking;

/** Masks the patches in the center of the image, so the model has to continue what it sees at the border. */
public final class CenterMasking implements Masking {
  @Override
  public String name() {
    return "center";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public int[] permutation(Record settings, MaskRequest request) {
    List<Integer> fromCenter = IntStream.range(0, request.patches()).boxed()
        .sorted(Comparator.comparingDouble(patch -> distance(patch, request))).toList();
    boolean[] mask = new boolean[request.patches()];
    fromCenter.subList(0, request.masked()).forEach(patch -> mask[patch] = true);
    return request.permutation(mask, new SplittableRandom(request.imageSeed()));
  }

  /** Distance of a patch from the center; the frames of equal distance have the shape of the image. */
  private static double distance(int patch, MaskRequest request) {
    double row = (patch / request.columns() + 0.5) / request.rows() - 0.5;
    double column = (patch % request.columns() + 0.5) / request.columns() - 0.5;
    return Math.max(Math.abs(row), Math.abs(column));
  }
}
