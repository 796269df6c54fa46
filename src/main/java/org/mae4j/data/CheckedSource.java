package org.mae4j.data;

import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig;

/** Reads the source of a configuration, which may be one of a plugin, and checks what it returns. */
final class CheckedSource {
  private CheckedSource() {}

  /** @throws DataException if the data is missing or damaged, or the splits do not fit the configuration or each other */
  static SourceSplits read(DataConfig config, Decoding decoding) {
    DataSource source = DataSource.of(config);
    SourceSplits splits = source.read(config, decoding);
    if (splits == null) {
      throw broken(config, source, "returns null; return the images that it read");
    }
    requireShape(config, source, "training", splits.train());
    splits.unlabeled().ifPresent(images -> requireShape(config, source, "unlabeled", images));
    splits.test().ifPresent(images -> requireShape(config, source, "test", images));
    splits.test().ifPresent(images -> requireClasses(config, source, splits.train(), images));
    return splits;
  }

  private static void requireShape(DataConfig config, DataSource source, String split, ImageSet images) {
    if (!images.shape().equals(config.image())) {
      throw broken(config, source, "returns " + split + " images of " + images.shape() + "; data.image is "
          + config.image() + ", return images of that shape");
    }
  }

  /** Labels are indices, so that another order of the classes would give test images other classes. */
  private static void requireClasses(DataConfig config, DataSource source, ImageSet train, ImageSet test) {
    List<String> wanted = train.classNames();
    if (DataSource.hasLabels(config) && !test.classNames().equals(wanted)) {
      throw broken(config, source, "returns test images of the classes " + shown(test.classNames())
          + ", but training images of " + shown(wanted) + "; return both with the same classes in the same order");
    }
  }

  private static String shown(List<String> names) {
    int shown = Math.min(names.size(), 10);
    return String.join(", ", names.subList(0, shown))
        + Optional.of(names.size() - shown).filter(more -> more > 0).map(more -> " and " + more + " others").orElse("");
  }

  private static DataException broken(DataConfig config, DataSource source, String problem) {
    return new DataException(
        "data.source = " + config.source().kind() + ": " + source.getClass().getName() + " " + problem);
  }
}
