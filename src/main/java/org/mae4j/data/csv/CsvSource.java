package org.mae4j.data.csv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mae4j.config.DataConfig;
import org.mae4j.config.check.Checks;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.SourceSplits;

/**
 * Images as rows of {@code train.csv} and {@code test.csv}: a label and the values of the pixels, as in Kaggle's version
 * of MNIST. A first row of names is left out. The classes are the distinct labels of the training images, in numeric
 * order if all are whole numbers, otherwise in the order of the text.
 */
public final class CsvSource implements DataSource {
  /** The order of the values of a row. */
  public enum PixelOrder {
    /** All values of the first channel, row by row, then those of the next one. */
    CHANNEL_FIRST,
    /** The values of all channels of the first pixel, then those of the next one. */
    CHANNEL_LAST
  }

  /**
   * The settings of the source.
   *
   * @param labelColumn column of the label, from 0 on; -1 for the last one
   * @param order order of the values of a row; gray images have only one
   */
  public record CsvSettings(int labelColumn, PixelOrder order) {
    public CsvSettings {
      new Checks().atLeast(-1, "labelColumn", labelColumn).throwIfAny();
    }
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public CsvSettings defaults() {
    return new CsvSettings(0, PixelOrder.CHANNEL_FIRST);
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    CsvSettings settings = (CsvSettings) config.source().settings();
    Path test = Path.of(config.dir(), "test.csv");
    CsvImages train = CsvImages.read(Path.of(config.dir(), "train.csv"), config.image(), settings);
    List<String> classNames = train.classNames();
    return new SourceSplits(train.set(classNames), Optional.empty(),
        Files.exists(test) ? Optional.of(CsvImages.read(test, config.image(), settings).set(classNames))
            : Optional.empty(),
        0);
  }
}
