package org.mae4j.model.masking;

import java.util.Arrays;
import org.mae4j.base.Seeds;
import org.mae4j.base.UserException;
import org.mae4j.config.extension.NoSettings;

/** Random masking (arXiv 2111.06377, section 3): sorts the patches by uniform noise; the first ones stay visible. */
public final class RandomMasking implements Masking {
  /** The name in a configuration. */
  public static final String NAME = "random";

  private static final int INDEX_BITS = 16;
  private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  /** @throws UserException if the image has more than 65,536 patches */
  @Override
  public int[] permutation(Record settings, MaskRequest request) {
    int patches = request.patches();
    if (patches > 1 << INDEX_BITS) {
      throw new UserException(POINT + " = " + NAME + ": an image has " + patches + " patches, at most "
          + (1 << INDEX_BITS) + " are supported; raise model.patch");
    }
    long stream = request.imageSeed();
    long[] noise = new long[patches];
    for (int n = 0; n < patches; n++) {
      noise[n] = Seeds.mix(stream, n) & ~INDEX_MASK | n;
    }
    Arrays.sort(noise);
    return Arrays.stream(noise).mapToInt(value -> (int) (value & INDEX_MASK)).toArray();
  }
}
