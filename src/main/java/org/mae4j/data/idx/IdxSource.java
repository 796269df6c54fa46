package org.mae4j.data.idx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mae4j.config.DataConfig;
import org.mae4j.config.check.Checks;
import org.mae4j.config.check.InvalidConfigException.Problem;
import org.mae4j.data.DataSource;
import org.mae4j.data.Decoding;
import org.mae4j.data.SourceSplits;

/** Gray images of any size in IDX files. The classes are the numbers from 0 to the largest training label. */
public final class IdxSource implements DataSource {
  /**
   * The settings of the source.
   *
   * @param train first part of the names of the training files
   * @param test first part of the names of the test files
   */
  public record IdxSettings(String train, String test) {
    public IdxSettings {
      new Checks().path("train", train).path("test", test).throwIfAny();
    }
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public IdxSettings defaults() {
    return new IdxSettings("train", "t10k");
  }

  @Override
  public List<Problem> check(Record group, Record settings) {
    int channels = ((DataConfig) group).image().channels();
    List<Problem> problems = new ArrayList<>(DataSource.super.check(group, settings));
    problems.addAll(new Checks().require(channels == 1, "image.channels",
        "must be 1 for source idx, is " + channels, "source").problems());
    return problems;
  }

  @Override
  public SourceSplits read(DataConfig config, Decoding decoding) {
    IdxSettings settings = (IdxSettings) config.source().settings();
    IdxImages train = IdxImages.read(Path.of(config.dir()), settings.train());
    IdxImages test = IdxImages.read(Path.of(config.dir()), settings.test());
    List<String> classNames = IntStream.range(0, train.classes()).mapToObj(Integer::toString).toList();
    return new SourceSplits(train.set(config.image(), classNames), test.set(config.image(), classNames), 0);
  }
}
